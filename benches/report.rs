//! From the archive to the page, on simulated organisations of 5,000 people and 200,000 messages, and of twice as many.
//!
//! `cargo bench --bench report --features html`. CMGRAPH_BENCH_PAGES names a folder to keep the pages in, whose opening
//! `python benches/page.py FOLDER` measures.

use cmgraph::community::RoleOptions;
use cmgraph::report::{Report, ReportOptions};
use cmgraph::simulate::{self, SimulateOptions, Size};
use cmgraph::{Community, Policy, ReadOptions, read};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Thousands of people.
const SIZES: [usize; 2] = [5, 10];

fn main() {
    divan::main();
    MADE.iter().for_each(|folder| drop(std::fs::remove_dir_all(&**folder)));
}

static MADE: [LazyLock<PathBuf>; 2] = [LazyLock::new(|| made(SIZES[0])), LazyLock::new(|| made(SIZES[1]))];

fn made(thousands: usize) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("cmgraph-bench-{}-report-{thousands}", std::process::id()));
    let preset = SimulateOptions::preset(Size::M);
    let options =
        SimulateOptions { people: 1_000 * thousands, messages: preset.messages * thousands / 5, ..preset };
    simulate::write(&options, &folder).expect("a folder for temporary files");
    folder
}

fn loaded(thousands: usize) -> Community {
    let folder = &*MADE[usize::from(thousands != SIZES[0])];
    let roles =
        RoleOptions { community_managers: vec!["anna.manager@example.com".into()], ..RoleOptions::default() };
    let options = ReadOptions { roster: Some(folder.join("roster.csv")), roles, ..ReadOptions::default() };
    read(&[folder.join("export.zip")], &options).expect("a simulated export")
}

fn page(community: &Community, policy: &Policy) -> String {
    Report::new(community, policy, &ReportOptions::default()).expect("options in range").to_html()
}

/// Reading, all analyses, and the page in four languages.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn from_zip(bencher: divan::Bencher<'_, '_>, thousands: usize) {
    bencher.bench_local(|| {
        let page = page(&loaded(thousands), &Policy::named());
        if let Some(folder) = std::env::var_os("CMGRAPH_BENCH_PAGES").map(PathBuf::from) {
            let path = folder.join(format!("people-{thousands}000.html"));
            std::fs::write(path, &page).expect("a folder for the pages");
        }
        page.len()
    });
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn aggregate(bencher: divan::Bencher<'_, '_>, thousands: usize) {
    let community = loaded(thousands);
    bencher.bench_local(|| page(&community, &Policy::aggregate()).len());
}
