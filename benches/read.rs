//! Reading an export and building the graph of it, on a simulated organisation of 5,000 people and 200,000
//! messages.
//!
//! `cargo bench --bench read`. For the comparison with other tools see `benches/peers`.

use cmgraph::graph::{EdgeRule, InteractionGraph, interactions};
use cmgraph::simulate::{self, SimulateOptions, Size};
use cmgraph::{Community, ReadOptions, TextUse, read};
use std::path::PathBuf;
use std::sync::LazyLock;

fn main() {
    divan::main();
    for folder in [&*ZIPPED, &*UNPACKED] {
        let _ = std::fs::remove_dir_all(folder);
    }
}

static ZIPPED: LazyLock<PathBuf> = LazyLock::new(|| made("zip", true));
static UNPACKED: LazyLock<PathBuf> = LazyLock::new(|| made("folder", false));
static COMMUNITY: LazyLock<Community> = LazyLock::new(|| load(&UNPACKED, TextUse::Keep));

fn made(name: &str, zipped: bool) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cmgraph-bench-{}-{name}", std::process::id()));
    let options = SimulateOptions { zipped, ..SimulateOptions::preset(Size::M) };
    simulate::write(&options, &folder).expect("a folder for temporary files");
    folder
}

fn load(folder: &PathBuf, text: TextUse) -> Community {
    let options = ReadOptions { text, ..ReadOptions::default() };
    read(std::slice::from_ref(folder), &options).expect("a simulated export")
}

#[divan::bench(sample_count = 10)]
fn read_zip(bencher: divan::Bencher<'_, '_>) {
    let folder = &*ZIPPED;
    bencher.bench_local(|| load(folder, TextUse::Keep));
}

#[divan::bench(sample_count = 10, args = [TextUse::Keep, TextUse::Features, TextUse::Skip])]
fn read_folder(bencher: divan::Bencher<'_, '_>, text: TextUse) {
    let folder = &*UNPACKED;
    bencher.bench_local(|| load(folder, text));
}

#[divan::bench(sample_count = 20)]
fn list_interactions(bencher: divan::Bencher<'_, '_>) {
    let community = &*COMMUNITY;
    bencher.bench_local(|| interactions(&community.whole()));
}

#[divan::bench(sample_count = 20)]
fn build_graph(bencher: divan::Bencher<'_, '_>) {
    let community = &*COMMUNITY;
    bencher.bench_local(|| InteractionGraph::of(&community.whole(), &EdgeRule::default()));
}
