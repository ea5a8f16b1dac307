//! Who is removed.

use super::subject::busiest;
use crate::activity::{Questions, counted};
use crate::error::{Error, Result};
use crate::{Community, MemberId, View};

/// Who is removed. The community managers hold an office: they may be asked about in every mode. A [`Who::Member`] is a
/// person, and what hangs on one person is about that person; so are fewer of the busiest answerers than the smallest group
/// of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// All community managers that were named.
    CommunityManagers,
    /// So many colleagues who answered most questions.
    TopAnswerers(usize),
    /// This account.
    Member(MemberId),
}

impl Who {
    /// What a word means: `cm`, `top:3` (or `top3`), else an e-mail address, native id or name of a member. Several accounts of one
    /// address are all meant.
    ///
    /// # Errors
    /// [`Error::Unknown`] where no member, or more than one of a name, fits; [`Error::Option`] for `top:0`.
    pub fn parse(community: &Community, word: &str) -> Result<Vec<Who>> {
        let members = community.members();
        let text = word.trim().to_lowercase();
        if text == "cm" {
            return Ok(vec![Who::CommunityManagers]);
        }
        let found = members.find(word);
        if !found.is_empty() {
            return Ok(found.into_iter().map(Who::Member).collect());
        }
        let number = text.strip_prefix("top").map(|rest| rest.trim_start_matches(':'));
        if let Some(n) = number.and_then(|number| number.parse::<usize>().ok()) {
            return match n {
                0 => Err(fault("top:0".into(), "at least one answerer, as in top:1")),
                n => Ok(vec![Who::TopAnswerers(n)]),
            };
        }
        let named: Vec<MemberId> = members
            .iter()
            .filter(|member| !text.is_empty() && members.names.get(member.index()).to_lowercase() == text)
            .collect();
        match named.as_slice() {
            &[one] => Ok(vec![Who::Member(one)]),
            several => {
                let hint = match several.len() {
                    0 => "; expected cm, top:3, or an e-mail address, id or name as in the export".into(),
                    n => format!("; {n} members have this name, give the e-mail address or id"),
                };
                Err(Error::Unknown { kind: "member", name: word.into(), hint })
            }
        }
    }
}

fn fault(found: String, expected: &str) -> Error {
    Error::Option { option: "who", found, expected: expected.into() }
}

/// Those removed, and how to speak of them without a name.
pub(super) struct Removed {
    /// Each once, by id.
    pub(super) members: Vec<MemberId>,
    /// `the community manager`, `the 3 busiest answerers`, `2 people given`.
    pub(super) label: String,
    /// Native ids where somebody was given by person, so that the tables are about people.
    pub(super) given: Option<Vec<String>>,
    /// How many are among those removed as the busiest answerers.
    pub(super) busiest: u64,
}

impl Removed {
    pub(super) fn of(view: &View<'_>, who: &[Who], questions: &Questions) -> Result<Removed> {
        let members = view.community().members();
        let (mut found, mut labels, mut given) = (Vec::new(), Vec::new(), Vec::new());
        let mut most = 0;
        if who.is_empty() {
            return Err(fault("nobody".into(), "somebody to remove: cm, top:3, or members"));
        }
        for &who in who {
            match who {
                Who::CommunityManagers => {
                    let managers = members.iter().filter(|&member| members.role(member).community_manager);
                    let managers: Vec<MemberId> = managers.collect();
                    if managers.is_empty() {
                        return Err(fault(
                            "cm, but no community manager is named".into(),
                            "the community manager when the export is read (--cm, community_managers), or top:1 for the busiest answerer",
                        ));
                    }
                    labels.push(
                        if managers.len() == 1 { "the community manager" } else { "the community managers" }
                            .to_string(),
                    );
                    found.extend(managers);
                }
                Who::TopAnswerers(0) => {
                    return Err(fault("top:0".into(), "at least one answerer, as in top:1"));
                }
                Who::TopAnswerers(n) => {
                    let mut top = busiest(questions, members.len());
                    top.truncate(n);
                    if top.is_empty() {
                        return Err(fault(
                            format!("top:{n}"),
                            "a window in which a colleague answered a question",
                        ));
                    }
                    most = top.len().max(most);
                    labels.push(match top.len() {
                        1 => "the busiest answerer".into(),
                        n => format!("the {n} busiest answerers"),
                    });
                    found.extend(top);
                }
                Who::Member(member) => {
                    if member.index() >= members.len() {
                        return Err(fault(format!("member {}", member.0), "a member of the community"));
                    }
                    given.push(member);
                    found.push(member);
                }
            }
        }
        given.sort_unstable();
        given.dedup();
        if !given.is_empty() {
            labels.push(counted(given.len() as u64, "person given", "people given"));
        }
        labels.dedup();
        found.sort_unstable();
        found.dedup();
        let ids = given.iter().map(|member| members.ids.get(member.index())).collect();
        let label = labels.join(" and ");
        let given = (!given.is_empty()).then_some(ids);
        Ok(Removed { members: found, label, given, busiest: most as u64 })
    }
}
