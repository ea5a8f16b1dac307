//! The texts of the report: whole in every language, or no build.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "html")]
    messages::check();
}

#[cfg(feature = "html")]
mod messages {
    use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
    use fluent_syntax::parser;
    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write;
    use std::path::{Path, PathBuf};

    const FOLDER: &str = "src/report/locale";
    /// The first one says which messages there are and what they are given.
    const LANGUAGES: [&str; 4] = ["en", "fi", "nb", "sv"];

    type Messages = BTreeMap<String, BTreeSet<String>>;

    /// Compares the languages and writes the names of the messages as constants.
    pub(super) fn check() {
        println!("cargo:rerun-if-changed={FOLDER}");
        let all =
            LANGUAGES.map(|language| (language, read(&Path::new(FOLDER).join(format!("{language}.ftl")))));
        let (_, english) = &all[0];
        let mut wrong = String::new();
        for (language, messages) in &all[1..] {
            for (id, variables) in english {
                match messages.get(id) {
                    None => writeln!(wrong, "{language}.ftl lacks the message {id}").unwrap(),
                    Some(used) => {
                        for variable in used.difference(variables) {
                            writeln!(wrong, "{language}.ftl, {id}: ${variable} is not given to it").unwrap();
                        }
                    }
                }
            }
            for id in messages.keys().filter(|id| !english.contains_key(*id)) {
                writeln!(wrong, "{language}.ftl has {id}, which en.ftl has not").unwrap();
            }
        }
        assert!(wrong.is_empty(), "texts of the report ({FOLDER}):\n{wrong}");
        let mut out = String::new();
        for (id, variables) in english {
            let constant = id.to_uppercase().replace('-', "_");
            let variables: Vec<_> = variables.iter().collect();
            writeln!(
                out,
                "pub(crate) const {constant}: Message = Message {{ id: {id:?}, variables: &{variables:?} }};"
            )
            .unwrap();
        }
        writeln!(out, "#[cfg(test)]\npub(crate) const ALL: &[Message] = &[").unwrap();
        for id in english.keys() {
            writeln!(out, "    {},", id.to_uppercase().replace('-', "_")).unwrap();
        }
        writeln!(out, "];").unwrap();
        let file = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it")).join("messages.rs");
        std::fs::write(file, out).expect("the folder of the build is there to be written to");
    }

    fn read(file: &Path) -> Messages {
        let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| {
            let lines =
                errors.iter().map(|e| format!("line {}: {}", text[..e.pos.start].lines().count(), e.kind));
            panic!("{}: {}", file.display(), lines.collect::<Vec<_>>().join("; "))
        });
        let mut messages = Messages::new();
        for entry in &resource.body {
            if let Entry::Message(message) = entry
                && let Some(pattern) = &message.value
            {
                let mut variables = BTreeSet::new();
                of_pattern(pattern, &mut variables);
                let known = messages.insert(message.id.name.to_owned(), variables);
                assert!(known.is_none(), "{}: {} stands twice", file.display(), message.id.name);
            }
        }
        messages
    }

    fn of_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                of_expression(expression, variables);
            }
        }
    }

    fn of_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(inline) => of_inline(inline, variables),
            Expression::Select { selector, variants } => {
                of_inline(selector, variables);
                variants.iter().for_each(|variant| of_pattern(&variant.value, variables));
            }
        }
    }

    fn of_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
        let mut of_arguments = |arguments: &CallArguments<&str>| {
            arguments.positional.iter().for_each(|argument| of_inline(argument, variables));
            arguments.named.iter().for_each(|argument| of_inline(&argument.value, variables));
        };
        match inline {
            InlineExpression::VariableReference { id } => {
                variables.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => of_arguments(arguments),
            InlineExpression::TermReference { arguments: Some(arguments), .. } => of_arguments(arguments),
            InlineExpression::Placeable { expression } => of_expression(expression, variables),
            _ => {}
        }
    }
}
