//! Replies within and between units, with intervals over threads and tests over people.

use super::BridgingOptions;
use super::answers::answers;
use super::chance::Chance;
use super::links::{Pair, links};
use super::options::MAX_MATRIX_UNITS;
use super::replies::Talk;
use super::result::{AgainstChance, Bridges, Cell, Measured, UnitBridges};
use crate::View;
use crate::error::Result;
use crate::graph::{InteractionGraph, MAX_MIXING_GROUPS, Mixing, NO_GROUP, mixing};
use crate::stats::{
    Interval, PermutationTest, Replicates, ResampleOptions, benjamini_hochberg, bootstrap, bundle, bundles,
};

/// One set of people, its graph and the pairs of units in it.
pub(super) struct Measure {
    pub(super) bridges: Bridges,
    pub(super) graph: InteractionGraph,
    pub(super) labels: Vec<u32>,
    pub(super) pairs: Vec<Pair>,
}

/// Replies of a thread from a unit to a unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Number of the thread among those with such replies, or of the bundle it is resampled in.
    thread: u32,
    from: u32,
    to: u32,
    replies: u32,
}

pub(super) fn measure(
    view: &View<'_>,
    talk: &Talk<'_>,
    officials: bool,
    options: &BridgingOptions,
) -> Result<Measure> {
    let labels = talk.labels(officials);
    let counted = || {
        let of_set = |actor| talk.counts(actor, officials);
        talk.replies.iter().filter(move |reply| of_set(reply.from) && of_set(reply.to))
    };
    let label = |actor: u32| labels[actor as usize];
    let known = || counted().filter(|reply| label(reply.from) != NO_GROUP && label(reply.to) != NO_GROUP);
    let (mut from, mut to) = (Vec::new(), Vec::new());
    let mut entries: Vec<Entry> = Vec::new();
    let (mut thread, mut threads) = (u32::MAX, 0u32);
    for reply in known() {
        from.push(reply.from);
        to.push(reply.to);
        if reply.thread != thread {
            (thread, threads) = (reply.thread, threads + 1);
        }
        let (from, to) = (label(reply.from), label(reply.to));
        let thread = bundle((threads - 1) as usize) as u32;
        entries.push(Entry { thread, from, to, replies: 1 });
    }
    entries.sort_unstable();
    entries.dedup_by(|next, kept| {
        let same = (next.thread, next.from, next.to) == (kept.thread, kept.from, kept.to);
        kept.replies += if same { next.replies } else { 0 };
        same
    });
    let graph = InteractionGraph::from_arcs(labels.len(), &from, &to, &vec![1.0; from.len()])?;
    let ties = graph.ties();
    let active: Vec<bool> = ties.members().map(|member| ties.degree(member) > 0).collect();
    let count = talk.units.len();
    let mut of_units = vec![0u64; count];
    for (&label, _) in labels.iter().zip(&active).filter(|(label, active)| **active && **label != NO_GROUP) {
        of_units[label as usize] += 1;
    }

    // Who takes no part is dealt no unit: chance is about those who talk.
    let dealt: Vec<u32> =
        labels.iter().zip(&active).map(|(&unit, &active)| if active { unit } else { NO_GROUP }).collect();
    let resampling = ResampleOptions { replicates: options.permutations, seed: options.seed };
    let with_matrix = count <= MAX_MATRIX_UNITS;
    let chance = match with_matrix {
        true => Chance::of_cells(&dealt, [&from, &to], count, &resampling),
        false => Chance::of_ties(&ties, &dealt, count, &resampling)?,
    };
    let unit_tests = with_q_values(chance.units);

    let mixed = if count <= MAX_MIXING_GROUPS { Some(mixing(&graph, &labels)?) } else { None };
    let sums = Sums::of(&entries, count);
    let draws = resample(&entries, threads as usize, count, mixed.as_ref().filter(|_| with_matrix), options);
    let interval = |at: usize| draws.as_ref().and_then(|draws| draws.percentile(at, options.interval_level));
    let measured = |value: Option<f64>, at: usize| {
        let reaching =
            |Interval { low, high }, value: f64| Interval { low: low.min(value), high: high.max(value) };
        // Draws that are all alike know nothing of what did not happen.
        let differ = interval(at).filter(|ends| ends.high > ends.low);
        value.map(|value| Measured { value, interval: differ.map(|ends| reaching(ends, value)) })
    };

    let (links, pairs) = links(&ties, &labels, &of_units);
    let (whole_answers, unit_answers) = answers(view, talk, officials, options.interval_level);
    let mut partners = vec![0u64; count];
    for pair in &pairs {
        pair.units.iter().for_each(|&unit| partners[unit as usize] += 1);
    }
    let layout = Layout { units: count };
    let units = (0..count)
        .map(|unit| UnitBridges {
            active: of_units[unit],
            inside: sums.inside[unit] as u64,
            out: sums.out[unit] as u64,
            into: sums.into[unit] as u64,
            out_share: measured(sums.out_share(unit), layout.out_share(unit)),
            in_share: measured(sums.in_share(unit), layout.in_share(unit)),
            ei_index: measured(sums.ei_index(unit), layout.ei_index(unit)),
            test: unit_tests[unit],
            partners: partners[unit],
            answers: unit_answers[unit],
        })
        .collect();
    let mut matrix = match &mixed {
        Some(mixed) if with_matrix => cells(&graph, &labels, mixed, &of_units, |ratio, from, to| {
            let at = layout.ratio(from, to);
            // Without a reply only the expectation varies.
            let some = mixed.observed(from as u32, to as u32) > 0.0;
            let with_interval = if some { measured(Some(ratio), at) } else { None };
            with_interval.unwrap_or(Measured { value: ratio, interval: None })
        }),
        _ => Vec::new(),
    };
    test_cells(&mut matrix, &chance.cells, count);
    let cross_share = measured(sums.cross_share(), 0);
    let twice = |x: f64| 2.0 * x - 1.0;
    let bridges = Bridges {
        officials,
        people: of_units.iter().sum(),
        replies: from.len() as u64,
        without_unit: (counted().count() - from.len()) as u64,
        threads: threads.into(),
        ties: ties.tie_count() as u64,
        cross_ties: pairs.iter().map(|pair| pair.ties).sum(),
        cross_replies: sums.cross() as u64,
        cross_share,
        expected_share: mixed.as_ref().filter(|mixed| mixed.total > 0.0).map(|mixed| {
            // Of sums that are equal but for rounding.
            (1.0 - (0..count as u32).map(|unit| mixed.expected(unit, unit)).sum::<f64>() / mixed.total)
                .clamp(0.0, 1.0)
        }),
        ei_index: cross_share.map(|share| Measured {
            value: twice(share.value),
            interval: share.interval.map(|ends| Interval { low: twice(ends.low), high: twice(ends.high) }),
        }),
        test: chance.whole.map(|test| AgainstChance {
            expected: test.expected,
            p_value: test.p_value,
            q_value: test.p_value,
        }),
        assortativity: mixed.as_ref().and_then(Mixing::assortativity),
        units,
        matrix,
        answers: whole_answers,
        links,
    };
    Ok(Measure { bridges, graph, labels, pairs })
}

fn with_q_values(tests: Vec<Option<PermutationTest>>) -> Vec<Option<AgainstChance>> {
    let p_values: Vec<f64> = tests.iter().flatten().map(|test| test.p_value).collect();
    let mut q_values = benjamini_hochberg(&p_values).unwrap_or(p_values).into_iter();
    let mut chance = |test: PermutationTest| {
        let q_value = q_values.next().unwrap_or(test.p_value);
        AgainstChance { expected: test.expected, p_value: test.p_value, q_value }
    };
    tests.into_iter().map(|test| test.map(&mut chance)).collect()
}

/// Whether more goes from one unit to another than with the units dealt out anew, for every cell between two units that
/// take part; those without a reply are among those looked at.
fn test_cells(matrix: &mut [Cell], tests: &[Option<PermutationTest>], units: usize) {
    let at = |cell: &Cell| cell.from as usize * units + cell.to as usize;
    let one_sided = |cell: &Cell| tests.get(at(cell)).copied().flatten().filter(|_| cell.from != cell.to);
    let p_values: Vec<f64> = matrix.iter().filter_map(one_sided).map(|test| test.p_high).collect();
    let mut q_values = benjamini_hochberg(&p_values).unwrap_or(p_values).into_iter();
    for cell in matrix.iter_mut() {
        cell.test = one_sided(cell).map(|test| {
            let (expected, p_value) = (test.expected, test.p_high);
            AgainstChance { expected, p_value, q_value: q_values.next().unwrap_or(p_value) }
        });
    }
}

/// Where the statistics of a replicate stand.
#[derive(Clone, Copy)]
struct Layout {
    units: usize,
}

impl Layout {
    fn out_share(self, unit: usize) -> usize {
        1 + unit
    }
    fn in_share(self, unit: usize) -> usize {
        1 + self.units + unit
    }
    fn ei_index(self, unit: usize) -> usize {
        1 + 2 * self.units + unit
    }
    fn ratio(self, from: usize, to: usize) -> usize {
        1 + 3 * self.units + from * self.units + to
    }
}

/// Replies by unit.
#[derive(Clone)]
struct Sums {
    inside: Vec<f64>,
    out: Vec<f64>,
    into: Vec<f64>,
}

impl Sums {
    fn new(units: usize) -> Sums {
        Sums { inside: vec![0.0; units], out: vec![0.0; units], into: vec![0.0; units] }
    }

    fn of(entries: &[Entry], units: usize) -> Sums {
        let mut sums = Sums::new(units);
        entries.iter().for_each(|entry| sums.add(entry, entry.replies.into()));
        sums
    }

    fn clear(&mut self) {
        for sums in [&mut self.inside, &mut self.out, &mut self.into] {
            sums.fill(0.0);
        }
    }

    #[inline]
    fn add(&mut self, entry: &Entry, replies: f64) {
        if entry.from == entry.to {
            self.inside[entry.from as usize] += replies;
        } else {
            self.out[entry.from as usize] += replies;
            self.into[entry.to as usize] += replies;
        }
    }

    fn cross(&self) -> f64 {
        self.out.iter().sum()
    }

    fn cross_share(&self) -> Option<f64> {
        share(self.cross(), self.inside.iter().sum())
    }

    fn out_share(&self, unit: usize) -> Option<f64> {
        share(self.out[unit], self.inside[unit])
    }

    fn in_share(&self, unit: usize) -> Option<f64> {
        share(self.into[unit], self.inside[unit])
    }

    fn ei_index(&self, unit: usize) -> Option<f64> {
        share(self.out[unit] + self.into[unit], self.inside[unit]).map(|share| 2.0 * share - 1.0)
    }
}

fn share(part: f64, rest: f64) -> Option<f64> {
    (part + rest > 0.0).then(|| part / (part + rest))
}

/// Draws threads, in bundles where there are very many. The expectation of a cell is drawn anew from its margins; what people
/// would have said to themselves is taken to stay in proportion.
fn resample(
    entries: &[Entry],
    threads: usize,
    units: usize,
    mixed: Option<&Mixing>,
    options: &BridgingOptions,
) -> Option<Replicates> {
    let layout = Layout { units };
    let statistics = layout.ratio(0, 0) + if mixed.is_some() { units * units } else { 0 };
    let between_members: Vec<f64> = mixed
        .map_or_else(Vec::new, |mixed| (0..units as u32).map(|unit| mixed.between_members(unit)).collect());
    let cells = between_members.len() * units;
    bootstrap(
        bundles(threads),
        statistics,
        &ResampleOptions { replicates: options.draws, seed: options.seed },
        || (Sums::new(units), vec![0.0; cells]),
        |times, (sums, cells), out| {
            sums.clear();
            cells.fill(0.0);
            for entry in entries {
                let replies = f64::from(times[entry.thread as usize]) * f64::from(entry.replies);
                sums.add(entry, replies);
                if let Some(cell) = cells.get_mut(entry.from as usize * units + entry.to as usize) {
                    *cell += replies;
                }
            }
            let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
            out[0] = number(sums.cross_share());
            for unit in 0..units {
                out[layout.out_share(unit)] = number(sums.out_share(unit));
                out[layout.in_share(unit)] = number(sums.in_share(unit));
                out[layout.ei_index(unit)] = number(sums.ei_index(unit));
            }
            if between_members.is_empty() {
                return;
            }
            let margin = |from: usize, to: usize| {
                let product = (sums.inside[from] + sums.out[from]) * (sums.inside[to] + sums.into[to]);
                if from == to { product * between_members[from] } else { product }
            };
            let total = sums.cross() + sums.inside.iter().sum::<f64>();
            let products: f64 =
                (0..units).map(|from| (0..units).map(|to| margin(from, to)).sum::<f64>()).sum();
            let scale = if products > 0.0 { total / products } else { 0.0 };
            for from in 0..units {
                for to in 0..units {
                    let expected = margin(from, to) * scale;
                    out[layout.ratio(from, to)] = (cells[from * units + to] + 0.5) / (expected + 0.5);
                }
            }
        },
    )
}

/// Cells between units that take part, with the people in them.
fn cells(
    graph: &InteractionGraph,
    labels: &[u32],
    mixed: &Mixing,
    active: &[u64],
    ratio: impl Fn(f64, usize, usize) -> Measured,
) -> Vec<Cell> {
    let units = active.len();
    let (mut writers, mut receivers) = (vec![0u64; units * units], vec![0u64; units * units]);
    // The last member that was seen to write to, or to get from, each unit.
    let (mut wrote, mut got) = (vec![u32::MAX; units], vec![u32::MAX; units]);
    for member in graph.members() {
        let own = labels[member.index()] as usize;
        for target in graph.out_neighbours(member).members {
            let unit = labels[target.index()] as usize;
            writers[own * units + unit] += u64::from(wrote[unit] != member.0);
            wrote[unit] = member.0;
        }
        for source in graph.in_neighbours(member).members {
            let unit = labels[source.index()] as usize;
            receivers[unit * units + own] += u64::from(got[unit] != member.0);
            got[unit] = member.0;
        }
    }
    let known = || (0..units).filter(|&unit| active[unit] > 0);
    known()
        .flat_map(|from| known().map(move |to| (from, to)))
        .map(|(from, to)| {
            let (a, b) = (from as u32, to as u32);
            Cell {
                from: a,
                to: b,
                replies: mixed.observed(a, b) as u64,
                writers: writers[from * units + to],
                receivers: receivers[from * units + to],
                expected: mixed.expected(a, b),
                ratio: ratio(mixed.log_ratio(a, b).exp(), from, to),
                test: None,
            }
        })
        .collect()
}
