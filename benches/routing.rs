//! Finding people who could answer, on a simulated organisation of 3,000 people and 200,000 messages.
//!
//! `cargo bench --bench routing`. CMGRAPH_BENCH_EXPORT names another export to take instead.

use cmgraph::backtest::{RoutingTestOptions, evaluate_routing};
use cmgraph::routing::{Asked, RouteOptions, RoutedQuestion, Router, UnansweredOptions};
use cmgraph::simulate::{self, SimulateOptions, Size};
use cmgraph::{Community, ReadOptions, read};
use divan::counter::ItemsCount;
use std::path::PathBuf;
use std::sync::LazyLock;

fn main() {
    divan::main();
    if let Some(folder) = &*MADE {
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// A folder of our own, where no export is given.
static MADE: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    if std::env::var_os("CMGRAPH_BENCH_EXPORT").is_some() {
        return None;
    }
    let folder = std::env::temp_dir().join(format!("cmgraph-bench-{}-routing", std::process::id()));
    simulate::write(&SimulateOptions::preset(Size::M), &folder).expect("a folder for temporary files");
    Some(folder)
});

static COMMUNITY: LazyLock<Community> = LazyLock::new(|| {
    let given = std::env::var_os("CMGRAPH_BENCH_EXPORT").map(PathBuf::from);
    let path = MADE.clone().or(given).expect("an export");
    read(&[path], &ReadOptions::default()).expect("an export that can be read")
});

static ROUTER: LazyLock<Router<'static>> =
    LazyLock::new(|| Router::new(&COMMUNITY.whole(), &RouteOptions::default()).expect("options in range"));

#[divan::bench(sample_count = 5, sample_size = 1)]
fn index(bencher: divan::Bencher<'_, '_>) {
    let view = COMMUNITY.whole();
    bencher
        .counter(ItemsCount::new(view.message_range().len()))
        .bench_local(|| Router::new(&view, &RouteOptions::default()).map(|router| router.index_bytes()));
}

/// A question in words, with everybody ranked and the first described.
#[divan::bench(args = ["How do I renew the certificate for the VPN?", "Miten saan matkalaskun hyväksynnän?"])]
fn route_one(bencher: divan::Bencher<'_, '_>, text: &str) {
    let (router, question) = (&*ROUTER, RoutedQuestion::text(text));
    let now = COMMUNITY.whole().to();
    bencher.bench_local(|| router.suggest(&question, now));
}

/// With what another router has read.
#[divan::bench(sample_count = 20)]
fn route_with_memory(bencher: divan::Bencher<'_, '_>) {
    let (view, memory) = (COMMUNITY.whole(), ROUTER.memory());
    let asked = Asked::Text("How do I renew the certificate for the VPN?".into());
    bencher.bench_local(|| {
        let router = Router::with_memory(&view, &RouteOptions::default(), Some(&memory));
        router.and_then(|mut router| router.route(&asked))
    });
}

#[divan::bench(sample_count = 5, sample_size = 1, args = [100, 1000])]
fn unanswered(bencher: divan::Bencher<'_, '_>, n: usize) {
    let options = UnansweredOptions { n, ..UnansweredOptions::default() };
    bencher.bench_local(|| ROUTER.unanswered(&options));
}

/// The index, all other methods and the bootstrap included.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn backtest_of_1000_questions(bencher: divan::Bencher<'_, '_>) {
    let options = RoutingTestOptions { max_questions: Some(1000), ..RoutingTestOptions::default() };
    bencher.bench_local(|| evaluate_routing(&COMMUNITY.whole(), &options));
}
