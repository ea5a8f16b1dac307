//! Messages of one language.

use super::Locale;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A text of the report, by its name in the files, and the values that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: &'static str,
    pub(crate) variables: &'static [&'static str],
}

/// All messages, by name: `spread-head` is `message::SPREAD_HEAD`. Written by the build from the English file.
#[allow(dead_code)]
pub(crate) mod message {
    use super::Message;
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// The texts of one language.
pub(crate) struct Words {
    pub(crate) locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    pub(crate) fn of(locale: Locale) -> Words {
        Words::read(locale, Words::source(locale).to_owned())
    }

    /// The file of a language.
    pub(crate) fn source(locale: Locale) -> &'static str {
        match locale {
            Locale::English => include_str!("en.ftl"),
            Locale::Finnish => include_str!("fi.ftl"),
            Locale::Norwegian => include_str!("nb.ftl"),
            Locale::Swedish => include_str!("sv.ftl"),
        }
    }

    /// Texts as such a file has them.
    pub(crate) fn read(locale: Locale, source: String) -> Words {
        let language = locale.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around values are for texts of mixed directions; names are set apart in the page instead.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match locale {
            Locale::English => |value: &FluentValue<'_>, _: &_| number(Locale::English, value),
            Locale::Finnish => |value: &FluentValue<'_>, _: &_| number(Locale::Finnish, value),
            Locale::Norwegian => |value: &FluentValue<'_>, _: &_| number(Locale::Norwegian, value),
            Locale::Swedish => |value: &FluentValue<'_>, _: &_| number(Locale::Swedish, value),
        }));
        // The build has read the same files: there is nothing to go wrong.
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Words { locale, bundle }
    }

    /// A message that is given nothing.
    pub(crate) fn say(&self, message: Message) -> String {
        self.tell(message, &[])
    }

    /// A message with its values. Numbers are written as the language writes them, and choose its plural.
    pub(crate) fn tell(&self, message: Message, values: &[(&'static str, FluentValue<'_>)]) -> String {
        debug_assert!(
            message.variables.iter().all(|variable| values.iter().any(|(name, _)| name == variable)),
            "{} is given {values:?} of {:?}",
            message.id,
            message.variables
        );
        let mut arguments = FluentArgs::with_capacity(values.len());
        values.iter().for_each(|(name, value)| arguments.set(*name, value.clone()));
        let Some(pattern) = self.bundle.get_message(message.id).and_then(|found| found.value()) else {
            return message.id.into();
        };
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

fn number(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(locale.short(number.value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_told_in_every_language() {
        for locale in Locale::ALL {
            let words = Words::of(locale);
            for message in message::ALL {
                for number in [0.0, 1.0, 2.0, 12_345.0, 0.37] {
                    let values: Vec<(&'static str, FluentValue<'_>)> =
                        message.variables.iter().map(|name| (*name, number.into())).collect();
                    let told = words.tell(*message, &values);
                    assert!(
                        words.bundle.has_message(message.id) && !told.is_empty(),
                        "{locale:?} {}",
                        message.id
                    );
                    assert!(!told.contains(['{', '}', '$']), "{locale:?} {}: {told}", message.id);
                    // Numbers go in as the language writes them.
                    assert!(!told.contains("12345"), "{locale:?} {}: {told}", message.id);
                }
            }
        }
    }

    #[test]
    fn one_and_many() {
        let say = |locale, n: f64| {
            let told = Words::of(locale).tell(message::TABLE_MORE, &[("n", n.into())]);
            told.replace('\u{a0}', " ")
        };
        assert_eq!(say(Locale::English, 1.0), "… and one more row");
        assert_eq!(say(Locale::English, 2000.0), "… and 2,000 more rows");
        assert_eq!(say(Locale::Finnish, 1.0), "… ja yksi rivi lisää");
        assert_eq!(say(Locale::Norwegian, 20_000.0), "… og 20 000 rader til");
        assert_eq!(say(Locale::Swedish, 2.0), "… och 2 rader till");
    }
}
