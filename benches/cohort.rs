//! Cohort tables (month and week of the first action by months and weeks since) from columns sorted by time, and
//! the whole retention analysis.

use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
use cmgraph::retention::{RetentionOptions, cohort_table, retention};
use cmgraph::time::{DAY_MS, Period, Zone};
use cmgraph::{MemberId, Timestamp};
use divan::counter::ItemsCount;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn main() {
    divan::main();
}

/// Actions of `members` people over three years, few of them very active.
fn actions(n: usize, members: u32) -> (Vec<MemberId>, Vec<Timestamp>) {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let span = 3 * 365 * DAY_MS;
    let mut at: Vec<Timestamp> =
        (0..n).map(|_| Timestamp(1_600_000_000_000 + (random.next_u64() % span as u64) as i64)).collect();
    at.sort_unstable();
    let mut member = || {
        let share = random.next_u32() as f64 / u32::MAX as f64;
        MemberId(((share * share * share * f64::from(members)) as u32).min(members - 1))
    };
    (at.iter().map(|_| member()).collect(), at)
}

#[divan::bench(args = [
    (1_000_000, 20_000, Period::Month),
    (10_000_000, 100_000, Period::Month),
    (10_000_000, 100_000, Period::Week),
], sample_count = 10)]
fn table(bencher: divan::Bencher<'_, '_>, (n, members, period): (usize, u32, Period)) {
    let (who, at) = actions(n, members);
    let zone = Zone::named("Europe/Helsinki").expect("a zone");
    bencher
        .counter(ItemsCount::new(n))
        .bench_local(|| cohort_table(&who, &at, members as usize, &zone, period).total());
}

#[divan::bench(args = [(1_000_000, 20_000)], sample_count = 10)]
fn whole_analysis(bencher: divan::Bencher<'_, '_>, (n, members): (usize, u32)) {
    let (who, at) = actions(n, members);
    let mut builder = CommunityBuilder::new();
    for member in 0..members {
        let id = member.to_string();
        let joined = Some(at[member as usize]);
        builder.member(&MemberRecord { id: &id, name: "A", joined, ..Default::default() });
    }
    for (i, (member, at)) in who.iter().zip(&at).enumerate() {
        let (id, author) = (i.to_string(), member.0.to_string());
        builder.message(&MessageRecord::new(id.as_bytes(), author.as_bytes(), *at)).expect("a message");
    }
    let community = builder.build().expect("a community");
    let options = RetentionOptions::default();
    bencher.counter(ItemsCount::new(n)).bench_local(|| retention(&community.whole(), &options));
}
