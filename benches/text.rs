//! What is told from the text of messages, per byte.
//!
//! `cargo bench --bench text`. The texts are those of a simulated organisation of 5,000 people and 200,000 messages in
//! English, Finnish, Swedish and Norwegian, with their question marks and without.

use cmgraph::simulate::{self, SimulateOptions, Size};
use cmgraph::text::features;
use cmgraph::{MessageId, ReadOptions, read};
use divan::counter::BytesCount;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static BODIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("cmgraph-bench-{}-text", std::process::id()));
    let summary =
        simulate::write(&SimulateOptions::preset(Size::M), &folder).expect("a folder for temporary files");
    let community = read(&summary.exports, &ReadOptions::default()).expect("a simulated export");
    let _ = std::fs::remove_dir_all(&folder);
    let messages = community.messages();
    (0..messages.len()).map(|at| messages.text(MessageId(at as u32)).into_owned()).collect()
});

#[divan::bench(sample_count = 10, args = [true, false])]
fn features_of_bodies(bencher: divan::Bencher<'_, '_>, marks: bool) {
    let bodies: Vec<String> =
        BODIES.iter().map(|body| if marks { body.clone() } else { body.replace('?', "") }).collect();
    let bytes: usize = bodies.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| bodies.iter().filter(|body| features(body.as_bytes()).question).count());
}
