//! Active people (distinct members of trailing 1, 7 and 28 days, from columns sorted by time) and the whole
//! adoption curve.

use cmgraph::adoption::{ACTIVE_WINDOWS, AdoptionOptions, adoption, trailing_active};
use cmgraph::community::{CommunityBuilder, MemberRecord, MessageRecord};
use cmgraph::time::{DAY_MS, DayClock, Zone};
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

#[divan::bench(args = [(1_000_000, 20_000), (10_000_000, 100_000)], sample_count = 10)]
fn trailing_1_7_28(bencher: divan::Bencher<'_, '_>, (n, members): (usize, u32)) {
    let (who, at) = actions(n, members);
    let zone = Zone::named("Europe/Helsinki").expect("a zone");
    let clock = DayClock::new(&zone, at[0], at[n - 1]);
    let span = (clock.day(at[0]), clock.day(at[n - 1]));
    bencher
        .counter(ItemsCount::new(n))
        .bench_local(|| trailing_active(&who, &at, members as usize, &clock, ACTIVE_WINDOWS, span));
}

#[divan::bench(args = [(1_000_000, 20_000)], sample_count = 10)]
fn adoption_by_week_and_unit(bencher: divan::Bencher<'_, '_>, (n, members): (usize, u32)) {
    let (who, at) = actions(n, members);
    let mut builder = CommunityBuilder::new();
    for member in 0..members {
        let (id, department) = (member.to_string(), format!("unit {}", member % 50));
        builder.member(&MemberRecord { id: &id, name: "A", department: &department, ..Default::default() });
    }
    for (i, (member, at)) in who.iter().zip(&at).enumerate() {
        let (id, author) = (i.to_string(), member.0.to_string());
        builder.message(&MessageRecord::new(id.as_bytes(), author.as_bytes(), *at)).expect("a message");
    }
    let community = builder.build().expect("a community");
    let options = AdoptionOptions { by_unit: true, ..Default::default() };
    bencher.counter(ItemsCount::new(n)).bench_local(|| adoption(&community.whole(), &options));
}
