//! Any bytes as `Messages.csv`: nothing panics, every row is accounted for, threads change nothing.
//!
//! `cargo fuzz run messages` (needs a nightly compiler, or `RUSTC_BOOTSTRAP=1`).

#![no_main]

use cmgraph::Community;
use cmgraph::export::{ReadOptions, read_messages};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ONE: LazyLock<rayon::ThreadPool> = LazyLock::new(|| pool(1));
static TWO: LazyLock<rayon::ThreadPool> = LazyLock::new(|| pool(2));

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool")
}

fn read(pool: &rayon::ThreadPool, bytes: &[u8]) -> Option<Community> {
    let options = ReadOptions { private_messages: true, ..ReadOptions::default() };
    pool.install(|| read_messages("Messages.csv", bytes.to_vec(), &options)).ok()
}

fuzz_target!(|data: &[u8]| {
    // Most inputs get a header that fits, so that the rows are what is tried.
    let mut bytes = Vec::new();
    if data.first().is_some_and(|byte| byte % 8 != 0) {
        bytes.extend_from_slice(
            b"id,replied_to_id,thread_id,group_id,in_private_conversation,sender_id,sender_name,body,api_url,attachments,created_at\n",
        );
    }
    bytes.extend_from_slice(data.get(1..).unwrap_or(&[]));
    let (one, two) = (read(&ONE, &bytes), read(&TWO, &bytes));
    assert_eq!(one.is_some(), two.is_some());
    let (Some(one), Some(two)) = (one, two) else { return };
    for file in &one.audit().files {
        assert_eq!(file.rows, file.kept + file.dropped_rows());
        assert_eq!(file.kept, one.messages().len() as u64 + one.audit().duplicate_messages);
    }
    assert_eq!(one.audit(), two.audit());
    assert_eq!(one.messages().at, two.messages().at);
    assert_eq!(one.messages().threads, two.messages().threads);
    let in_threads: usize = one.threads().iter().map(|t| one.threads().messages(t).len()).sum();
    assert_eq!(in_threads, one.messages().len());
    let graph = cmgraph::graph::InteractionGraph::of(&one.whole(), &Default::default()).expect("a graph");
    assert_eq!(graph.node_count(), one.members().len());
});
