//! Advice as tables.

use super::{Advice, Doctor};
use crate::table::{Role, Table};

impl Doctor {
    /// The tables:
    ///
    /// - `doctor`: one row a piece of advice, what matters most first;
    /// - `doctor_people`, where there are any: accounts that seem to run the community or to speak for the organisation.
    pub fn tables(&self) -> Vec<Table> {
        let rows = &self.advice;
        let text = |of: fn(&Advice) -> &str| rows.iter().map(move |row| Some(of(row).to_string()));
        let doctor = Table::new("doctor", "What would make the answers better", self.provenance.clone())
            .text("urgency", Role::Category, "", "first, worth it or to know", text(|r| r.urgency.name()))
            .text("topic", Role::Category, "", "what it is about", text(|r| r.topic))
            .text("found", Role::Category, "", "what was found", text(|r| &r.found))
            .text("why", Role::Category, "", "why it matters", text(|r| r.why))
            .text("answers", Role::Category, "", "which answers it touches", text(|r| r.answers))
            .text("action", Role::Category, "", "what to do", text(|r| &r.action))
            .int("n", Role::Count, "", "how many it is about", rows.iter().map(|r| r.n.map(|n| n as i64)))
            .int("of", Role::Count, "", "out of so many", rows.iter().map(|r| r.of.map(|n| n as i64)));
        if self.candidates.is_empty() {
            return vec![doctor];
        }
        let people = &self.candidates;
        let table =
            Table::new("doctor_people", "Accounts that seem to have an office", self.provenance.clone())
                .text("member", Role::Member, "", "native id", people.iter().map(|p| Some(p.id.clone())))
                .text(
                    "name",
                    Role::MemberName,
                    "",
                    "display name",
                    people.iter().map(|p| Some(p.name.clone()).filter(|name| !name.is_empty())),
                )
                .text(
                    "role",
                    Role::Category,
                    "",
                    "what the account seems to be",
                    people.iter().map(|p| Some(p.role.name().into())),
                )
                .int(
                    "n",
                    Role::Count,
                    "",
                    "first answers given, or threads started",
                    people.iter().map(|p| Some(p.n as i64)),
                )
                .int("of", Role::Count, "", "out of so many", people.iter().map(|p| Some(p.of as i64)));
        vec![doctor, table]
    }
}
