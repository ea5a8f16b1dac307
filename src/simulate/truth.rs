//! `truth.json`: what was planted and what came of it.

use crate::error::{Error, Place, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What one person really did, counted while writing. Private messages and what was said to or by guests are left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Planted {
    /// Id in Users.csv.
    pub user: u64,
    /// E-mail address, as in the roster.
    pub email: String,
    /// Unit path, as in the roster.
    pub unit: String,
    /// First login, ISO; `None` for somebody who never joined.
    pub joined: Option<String>,
    /// The role: `champion`, `broadcaster`, `chatterbox`, `one_asker`, `hub`, `hub_decoy`.
    pub role: String,
    /// Messages written.
    pub messages: u64,
    /// Replies in public threads whose root is a question of somebody else.
    pub answers: u64,
    /// Distinct employees in whose question threads this person replied.
    pub helped_distinct: u64,
    /// The same, of questions that show: with a question mark or of `message_type` question.
    pub helped_distinct_marked: u64,
    /// Units of those helped.
    pub helped_units: u64,
    /// Question roots that mention this person.
    pub asked: u64,
    /// Distinct askers of those.
    pub asked_distinct: u64,
    /// The same, of questions that show.
    pub asked_distinct_marked: u64,
}

/// The planted truth of a simulation, as `truth.json` holds it.
///
/// ```
/// use cmgraph::simulate::{Size, SimulateOptions, Truth, write};
/// let folder = std::env::temp_dir().join("cmgraph-doc-truth");
/// write(&SimulateOptions::preset(Size::S), &folder)?;
/// let truth = Truth::read(&folder.join("truth.json"))?;
/// let weakest = truth.champions.iter().map(|c| c.helped_distinct).min();
/// let loudest = truth.decoys.iter().map(|c| c.helped_distinct).max();
/// assert!(weakest > loudest);
/// # std::fs::remove_dir_all(&folder).ok();
/// # Ok::<(), cmgraph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Truth {
    /// Seed of the simulation.
    pub seed: u64,
    /// First day and the day after the last, ISO.
    pub period: (String, String),
    /// Planted helper champions.
    pub champions: Vec<Planted>,
    /// Loud people who are no champions.
    pub decoys: Vec<Planted>,
    /// Planted question hubs; those without `joined` are off the platform.
    pub hubs: Vec<Planted>,
    /// Asked often, by one person only.
    pub hub_decoys: Vec<Planted>,
    /// E-mail address of the community manager.
    pub community_manager: String,
    /// E-mail address of the account of corporate communications.
    pub communications: String,
    /// E-mail addresses of bots.
    pub bots: Vec<String>,
    /// E-mail addresses of guests.
    pub guests: Vec<String>,
    /// True Bass parameters of joining, by the month: innovation p, imitation q, ceiling c (share of the staff that would
    /// ever join). p is the mean of what the units are drawn from.
    pub bass: (f64, f64, f64),
    /// Unit and its true innovation p: lognormal about that of the organisation with sigma 0.15; q and c are the same for all.
    pub unit_p: Vec<(String, f64)>,
    /// Employees who had joined by the end of each month (leavers included).
    pub joined_by_month: Vec<u64>,
    /// Counts by name: `messages`, `questions`, `questions_without_mark`, `answered`, ...; see the README beside the bundled data.
    pub counts: BTreeMap<String, u64>,
    /// What ordinary employees reach, by name: greatest and 99th percentile of `helped_distinct` and of `asked_distinct`;
    /// `ordinary_above_weakest_champion`, `ordinary_above_weakest_hub`; and how many of the k planted are among the k
    /// greatest plain counts (`helped_distinct_planted_in_top`, `asked_distinct_planted_in_top`): what a test of precision can ask.
    pub background: BTreeMap<String, u64>,
    /// Rates that were asked for, by name of the option.
    pub rates: BTreeMap<String, f64>,
    /// Share of the employees' messages written by the most active 1 % and by the next 9 % of those who joined.
    pub participation: (f64, f64),
}

impl Truth {
    /// Reads a `truth.json`.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::NotAnExport`] where it is not JSON or a part is missing.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let wrong = |found: String| Error::NotAnExport {
            place: Place::file(path.display().to_string()),
            found,
            expected: "the truth.json of a simulation".into(),
        };
        let value: Value = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
        Self::from_value(&value).ok_or_else(|| wrong("a part of the truth is missing".into()))
    }

    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let mut text = format!("{:#}", self.to_value());
        text.push('\n');
        std::fs::write(path, text).map_err(|e| Error::io(path, e))
    }

    fn to_value(&self) -> Value {
        let list = |l: &[Planted]| l.iter().map(Planted::to_value).collect::<Vec<_>>();
        json!({
            "seed": self.seed,
            "period": [self.period.0, self.period.1],
            "champions": list(&self.champions),
            "decoys": list(&self.decoys),
            "hubs": list(&self.hubs),
            "hub_decoys": list(&self.hub_decoys),
            "community_manager": self.community_manager,
            "communications": self.communications,
            "bots": self.bots,
            "guests": self.guests,
            "adoption": {
                "p": self.bass.0, "q": self.bass.1, "ceiling": self.bass.2, "joined_by_month": self.joined_by_month,
                "unit_p": self.unit_p,
            },
            "counts": self.counts,
            "background": self.background,
            "rates": self.rates,
            "participation": { "top_1_percent": self.participation.0, "next_9_percent": self.participation.1 },
        })
    }

    fn from_value(v: &Value) -> Option<Self> {
        let people = |v: &Value| v.as_array()?.iter().map(Planted::from_value).collect::<Option<Vec<_>>>();
        let text = |v: &Value| v.as_str().map(str::to_owned);
        let texts = |v: &Value| v.as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
        let counts = |v: &Value| {
            v.as_object()?
                .iter()
                .map(|(k, n)| Some((k.clone(), n.as_u64()?)))
                .collect::<Option<BTreeMap<_, _>>>()
        };
        let a = &v["adoption"];
        Some(Truth {
            seed: v["seed"].as_u64()?,
            period: (text(&v["period"][0])?, text(&v["period"][1])?),
            champions: people(&v["champions"])?,
            decoys: people(&v["decoys"])?,
            hubs: people(&v["hubs"])?,
            hub_decoys: people(&v["hub_decoys"])?,
            community_manager: text(&v["community_manager"])?,
            communications: text(&v["communications"])?,
            bots: texts(&v["bots"])?,
            guests: texts(&v["guests"])?,
            bass: (a["p"].as_f64()?, a["q"].as_f64()?, a["ceiling"].as_f64()?),
            unit_p: a["unit_p"]
                .as_array()?
                .iter()
                .map(|unit| Some((text(&unit[0])?, unit[1].as_f64()?)))
                .collect::<Option<_>>()?,
            joined_by_month: a["joined_by_month"]
                .as_array()?
                .iter()
                .map(Value::as_u64)
                .collect::<Option<_>>()?,
            counts: counts(&v["counts"])?,
            background: counts(&v["background"])?,
            rates: v["rates"]
                .as_object()?
                .iter()
                .map(|(k, n)| Some((k.clone(), n.as_f64()?)))
                .collect::<Option<_>>()?,
            participation: (
                v["participation"]["top_1_percent"].as_f64()?,
                v["participation"]["next_9_percent"].as_f64()?,
            ),
        })
    }
}

impl Planted {
    fn to_value(&self) -> Value {
        json!({
            "user": self.user.to_string(),
            "email": self.email,
            "unit": self.unit,
            "joined": self.joined,
            "role": self.role,
            "messages": self.messages,
            "answers": self.answers,
            "helped_distinct": self.helped_distinct,
            "helped_distinct_marked": self.helped_distinct_marked,
            "helped_units": self.helped_units,
            "asked": self.asked,
            "asked_distinct": self.asked_distinct,
            "asked_distinct_marked": self.asked_distinct_marked,
        })
    }

    fn from_value(v: &Value) -> Option<Self> {
        Some(Planted {
            user: v["user"].as_str()?.parse().ok()?,
            email: v["email"].as_str()?.into(),
            unit: v["unit"].as_str()?.into(),
            joined: v["joined"].as_str().map(str::to_owned),
            role: v["role"].as_str()?.into(),
            messages: v["messages"].as_u64()?,
            answers: v["answers"].as_u64()?,
            helped_distinct: v["helped_distinct"].as_u64()?,
            helped_distinct_marked: v["helped_distinct_marked"].as_u64()?,
            helped_units: v["helped_units"].as_u64()?,
            asked: v["asked"].as_u64()?,
            asked_distinct: v["asked_distinct"].as_u64()?,
            asked_distinct_marked: v["asked_distinct_marked"].as_u64()?,
        })
    }
}
