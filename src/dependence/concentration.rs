//! On how many people the answers rest.

use super::DependenceOptions;
use super::result::{AnswererConcentration, ConcentrationEstimates, Estimate, Scope};
use super::subject::Desk;
use crate::activity::{Question, Questions};
use crate::stats::{Concentration, Interval, Replicates, ResampleOptions, bootstrap, bundle, bundles};
use hashbrown::HashMap;

/// Who answered which question, each pair once: answerers are numbered as they come.
pub(super) struct Pairs {
    /// Ends of the questions' answerers.
    ends: Vec<u32>,
    answerers: Vec<u32>,
    people: usize,
}

impl Pairs {
    /// Of the questions that count; answers of the subject only where they are asked for.
    pub(super) fn of<'a>(
        questions: &Questions,
        asked: impl Iterator<Item = &'a Question>,
        desk: &Desk,
        with_subject: bool,
    ) -> Pairs {
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        let mut pairs = Pairs { ends: Vec::new(), answerers: Vec::new(), people: 0 };
        let mut found = Vec::new();
        for question in asked {
            found.clear();
            found.extend(questions.answers(question).iter().map(|answer| answer.by));
            found.retain(|&by| with_subject || !desk.has(by));
            found.sort_unstable();
            found.dedup();
            if found.is_empty() {
                continue;
            }
            for by in &found {
                let next = numbers.len() as u32;
                pairs.answerers.push(*numbers.entry(by.0).or_insert(next));
            }
            pairs.ends.push(pairs.answerers.len() as u32);
        }
        pairs.people = numbers.len();
        pairs
    }

    /// The same with questions in bundles to draw from, where they are very many.
    fn bundled(&self) -> Pairs {
        let n = bundles(self.ends.len());
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); n];
        let mut start = 0;
        for (question, &end) in self.ends.iter().enumerate() {
            of[bundle(question)].extend(&self.answerers[start as usize..end as usize]);
            start = end;
        }
        let ends = of.iter().scan(0, |end, of| {
            *end += of.len() as u32;
            Some(*end)
        });
        Pairs { ends: ends.collect(), answerers: of.concat(), people: self.people }
    }

    /// Answers of everybody, with each question counted so many times.
    fn counts(&self, times: &[u32], counts: &mut Vec<u64>) {
        counts.clear();
        counts.resize(self.people, 0);
        let mut start = 0;
        for (&end, &times) in self.ends.iter().zip(times) {
            for &by in &self.answerers[start as usize..end as usize] {
                counts[by as usize] += u64::from(times);
            }
            start = end;
        }
    }

    pub(super) fn absence_factor(&self) -> Option<u64> {
        let mut counts = Vec::new();
        self.counts(&vec![1; self.ends.len()], &mut counts);
        Concentration::of(&counts).map(|found| found.absence_factor as u64)
    }

    pub(super) fn questions(&self) -> u64 {
        self.ends.len() as u64
    }

    pub(super) fn measure(
        &self,
        scope: Scope,
        with_subject: bool,
        options: &DependenceOptions,
    ) -> AnswererConcentration {
        let enough = self.questions() >= options.min_questions.max(1);
        AnswererConcentration {
            scope,
            with_subject,
            answerers: self.people as u64,
            answers: self.answerers.len() as u64,
            questions: self.questions(),
            measures: if enough { self.estimates(options) } else { None },
        }
    }

    fn estimates(&self, options: &DependenceOptions) -> Option<ConcentrationEstimates> {
        let resample = ResampleOptions { replicates: options.draws, seed: options.seed };
        let bundled = self.bundled();
        let draws = bootstrap(bundled.ends.len(), 7, &resample, Vec::new, |times, counts, out| {
            bundled.counts(times, counts);
            if let Some(found) = Concentration::of(counts) {
                out.copy_from_slice(&[
                    found.top_1_share,
                    found.top_5_share,
                    found.absence_factor as f64,
                    found.hhi,
                    found.effective_number,
                    found.entropy_number,
                    found.gini,
                ]);
            }
        })?;
        let level = options.interval_level;
        let people = self.people as f64;
        Some(ConcentrationEstimates {
            top_1_share: reflected(&draws, 0, level, 0.0, 1.0)?,
            top_5_share: reflected(&draws, 1, level, 0.0, 1.0)?,
            // A whole number: reflecting it would say numbers that no draw has.
            absence_factor: {
                let ends = draws.percentile(2, level);
                with_point(&draws, 2, ends.map(|e| Interval { low: e.low.floor(), high: e.high.ceil() }))?
            },
            hhi: reflected(&draws, 3, level, 1.0 / people, 1.0)?,
            effective_number: reflected(&draws, 4, level, 1.0, people)?,
            entropy_number: reflected(&draws, 5, level, 1.0, people)?,
            gini: reflected(&draws, 6, level, 0.0, 1.0)?,
        })
    }
}

/// The basic bootstrap interval, cut to what the measure can be. Draws have fewer answerers than there are and look more
/// concentrated; reflecting them about the point takes that bias out, where percentiles would double it.
fn reflected(draws: &Replicates, at: usize, level: f64, least: f64, most: f64) -> Option<Estimate> {
    let basic = draws.basic(at, level);
    let cut = |x: f64| x.clamp(least, most);
    with_point(draws, at, basic.map(|ends| Interval { low: cut(ends.low), high: cut(ends.high) }))
}

fn with_point(draws: &Replicates, at: usize, interval: Option<Interval>) -> Option<Estimate> {
    let value = draws.point(at)?;
    let interval =
        interval.map(|Interval { low, high }| Interval { low: low.min(value), high: high.max(value) });
    Some(Estimate { value, interval })
}
