# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What an export tells about a community
#
# This notebook reads the export of an internal community (Yammer / Viva Engage) and goes through the questions that the
# people who run it ask: how far has it spread, are questions answered, who helps, is that enough, who is asked, what
# hangs on whom, do units talk to each other. It ends with one page to hand on.
#
# As it stands it runs on the made-up organisation that comes with the package: nobody in it is real. **To read your own
# export, change the next cell and run all cells again.** Everything stays on this machine.
#
# Each result shows the same four things: what it comes to in a sentence, a chart, the table, and, folded away, how it
# was computed: what was counted, out of whom, what was left out. Numbers in brackets are intervals: where the true value
# may lie, given how little or how much was seen.

# %% tags=["parameters"]
# The export: a zip, a folder, or a list of them (monthly exports may overlap). None is the bundled made-up one.
EXPORT = None
# A CSV of everybody who *could* take part: "Download users" of the directory, or a list from HR. Without it, people who
# never registered are not seen, and all shares are too high.
ROSTER = None
# Addresses of those who run the community, and of accounts that speak for the organisation.
COMMUNITY_MANAGERS = []
COMMUNICATIONS = []
# Whose days, weeks and office hours count.
ZONE = "UTC"
HOURS = "Mon-Fri 8-17"
# How deep a unit is: 1 is the first level of the unit path ("Nordics"), 2 the second ("Nordics/Sales").
UNIT_LEVEL = 2
# What the lists of people are for, and who will see them: printed with each of them. One sentence, agreed beforehand.
PURPOSE = "to thank those who help, and to see that questions find somebody who can answer"
AUDIENCE = "the community team"
# "named" shows people in lists in which it is good to be found; "pseudonymous" replaces them with a code made with KEY;
# "aggregate" shows nobody. Before you use "named" at work, talk to those who look after privacy there.
MODE = "named"
KEY = None
# What you want to reach: a file like examples/data/goals.toml, or a list like this one. All fifteen indicators are in the
# help of c.goals.
GOALS = [
    {"name": "Six in ten have written", "kpi": "contributed", "target": "60%", "deadline": "2025-06-30"},
    {"kpi": "answered_within", "hours": 24, "target": "75%", "weeks": 26, "deadline": "2025-03-31"},
    {"kpi": "by_colleagues", "target": "70%"},
    {"kpi": "median_hours", "target": 3},
]
# Language of the page at the end: en, fi, nb or sv.
LANGUAGE = "en"

# %%
import tempfile
from pathlib import Path

import cmgraph as cg

if EXPORT is None:
    c = cg.example(mode=MODE, key=KEY, purpose=PURPOSE, audience=AUDIENCE, zone=ZONE)
else:
    c = cg.read(
        EXPORT,
        roster=ROSTER,
        community_managers=COMMUNITY_MANAGERS,
        communications=COMMUNICATIONS,
        mode=MODE,
        key=KEY,
        purpose=PURPOSE,
        audience=AUDIENCE,
        zone=ZONE,
    )
c

# %% [markdown]
# ## 1. Can the export be trusted?
#
# **The question.** Is everything here that should be, and who is not in it?

# %%
audit = c.audit()
audit

# %% [markdown]
# **How to read it.** The rows say how many messages, members and groups were read, and what was left out and why. The
# files one by one are in the next cell; people of the roster who were not found in the export are
# *people who have not joined*, unless the addresses differ between the two.
#
# **What it does not say.** An export has no views, no members of groups, and no reactions: nobody can tell from it who
# reads. Private messages are left out unless you ask for them.
#
# **What to do next.** If a file is not confirmed, or rows are missing, ask for the export again before you show a number
# to anybody. If many people of the roster are unmatched, look at how addresses are written in both files.

# %%
audit.tables["audit_files"]

# %% [markdown]
# **The question.** What is missing, which answers does that weaken, and how do I get it?

# %%
c.doctor()

# %% [markdown]
# **How to read it.** One piece of advice a row, the most urgent first. What stands under *first* makes numbers wrong; do it, and run
# all cells again. The rest is good to know when somebody asks.

# %% [markdown]
# ## 2. How far has it spread, and where will it level off?
#
# **The question.** What share of those who could take part do? Will it go on growing by itself?

# %%
c.adoption()

# %% [markdown]
# **How to read it.** Each line is a way of taking part: having joined, having written, having answered somebody, having
# the habit. The band is the interval. Where the finding gives a ceiling, the curve has passed its steepest point; where it says
# that the ceiling is *not known yet*, a low and a high one fit the same numbers, and nobody should promise either.
#
# **What it does not say.** Why people joined, or what a campaign did. Whoever only reads is not seen.
#
# **What to do next.** Compare units (next cell). A unit far below the others is no reproach: perhaps it has no need. Start where
# there is a need already, and leave the others in peace.

# %%
c.adoption(by="unit", unit_level=UNIT_LEVEL)

# %% [markdown]
# **How to read it.** Units are in order of their names, not of their numbers, and those with fewer than five people are
# hidden. Where intervals overlap, the units may well be alike.
#
# **The question.** On the way from being invited to having the habit, where do people stop?

# %%
c.funnel()

# %% [markdown]
# **What to do next.** Work on the narrowest step, not on all of them. Where new people post once and never again, see to it that
# somebody answers them within two days; the table `newcomer_reply` says how often that happens.

# %% [markdown]
# ## 3. Are questions answered, and how soon?
#
# **The question.** If I ask here, will I get an answer? Before lunch?

# %%
c.answers(hours=HOURS)

# %% [markdown]
# **How to read it.** Questions that nobody has answered *yet* are counted in, so the share is lower than a mean over the
# answered ones would make it, and right. Business hours are those of the person who asked. The same by unit is in
# `c.answers(by="unit")`, and how questions are told from other messages in `c.questions()`.
#
# **What it does not say.** Whether an answer was a good one. Some are accepted or thanked for; many people are thankful and do
# not say so.
#
# **What to do next.** A number like this is the easiest proof of benefit: put it on the front page. If it differs between
# languages or units, the questions that wait are the work for this week (section 7).

# %%
c.questions()

# %% [markdown]
# ## 4. Who helps?
#
# **The question.** Who are the people who answer many different colleagues, whom I should thank, and could ask for help?

# %%
c.champions(n=20)

# %% [markdown]
# **How to read it.** The order is by how many *different* colleagues somebody helps in a month, not by how much they
# write. Two people whose intervals overlap may stand in another order: the columns of ranks say between which places. The reasons
# are in words. Who already carries much is marked: thank them, and ask somebody else for more.
#
# **What it does not say.** Who is a good colleague. Help at the desk and on the telephone is not in the export, and who is not in
# this list may help as much elsewhere. There is no list of those who do not.
#
# **What to do next.** Write to three of them this week, by name, and say what they did. Whoever does not want to be listed is
# left out with `exclude`.

# %% [markdown]
# ## 5. Is that enough, in every unit?
#
# **The question.** Does every unit have somebody? Where is nobody, and who might come next there?

# %%
cover = c.champion_cover(unit_level=UNIT_LEVEL)
cover

# %%
cover.tables["cover_units"]

# %%
cover.tables["cover_next_best"]

# %% [markdown]
# **How to read it.** The first table is whom to ask: as few people as are enough, beside those who serve already. The second says
# for each unit how many are wanted and how many there are. The third names people in units that lack somebody, with what speaks for
# them and which gate they did not pass.
#
# **What it does not say.** Whether they want to. That somebody who exchanged words with a champion would turn to him or her is an
# assumption with a number on it, told in the method.
#
# **What to do next.** Ask the first of each unit in person. If a unit has no candidate at all, look for a question hub there.

# %% [markdown]
# ## 6. Who is asked?
#
# **The question.** To whom do colleagues turn by themselves, even if that person hardly writes?

# %%
c.question_hubs()

# %% [markdown]
# **How to read it.** Often these are team secretaries and people who have been there long. A *silent* hub is asked and hardly
# ever answers here: perhaps on the telephone. An overloaded one is asked more than he or she can answer.
#
# **What it does not say.** Whether they like to be asked. With few questions the type is often *not clear*, and is said to be.
#
# **What to do next.** Getting one such person to write the answer where all can read it is often enough for a whole unit. People who are
# asked and are not on the platform yet are looked for only with a purpose, which is printed:
# `c.question_hubs(off_platform=True, purpose="to invite them")`.

# %% [markdown]
# ## 7. What is open, and whom could I invite to answer?
#
# **The question.** Which questions will not be answered by themselves, and who would know?

# %%
c.unanswered()

# %%
c.route_all()

# %% [markdown]
# **How to read it.** For each open question, people who have answered questions like it, with the reason. Nobody is suggested more
# often than the weekly cap allows. Where nobody fits, it says so: a wrong invitation costs more than none.
#
# **What it does not say.** Whether they have time today.
#
# **What to do next.** Send a private message: "I think you know this one." Do not answer it yourself first. For a question
# that is on your desk and not yet posted, ask in the same way:

# %%
router = c.router(hours=HOURS)
router.route("How do I renew the certificate for the VPN?")

# %% [markdown]
# The router has read the community once, and takes milliseconds for each further question:

# %%
for question in ("Where do I change my password?", "Who approves travel to Oslo?", "Kubernetes ingress?"):
    found = len(router.route(question))
    print(f"{question} {found} people to ask" if found else f"{question} nobody fits")

# %% [markdown]
# Would those have been suggested who did answer? That can be tested on the past, question by question, each as of its own time:

# %%
c.evaluate_routing()

# %% [markdown]
# ## 8. What hangs on whom?
#
# **The question.** Is it a community, or a column called "ask the community manager"? What if somebody leaves?

# %%
c.dependence()

# %%
c.what_if_removed("cm")

# %% [markdown]
# **How to read it.** The first says how much of the answering comes from the community manager and from how few people; an alarm is
# given only where weeks differ by more than chance. The second has bounds: the least and the most of the answers that would be lost.
#
# **What it does not say.** What the others *would* do. The truth lies between the bounds. No single person is listed as the one
# without whom it falls apart.
#
# **What to do next.** If the share falls over time, you are doing well: wait before you answer, and invite (section 7).

# %% [markdown]
# ## 9. Do people talk with each other, and across units?
#
# **The question.** Is this a conversation among colleagues, or does the company broadcast at them?

# %%
c.conversation()

# %%
c.bridging(unit_level=UNIT_LEVEL)

# %% [markdown]
# **How to read it.** Talk across units stands beside what it would be if units did not matter, because with many small units
# nearly all talk crosses one. People answer first where they know somebody: less than chance is usual, nought is a wall.
#
# **What it does not say.** That more is always better. Talk inside a team may be what that team needs.
#
# **What to do next.** Where a pair of units hangs on one person, introduce a second.

# %% [markdown]
# ## 10. Who comes back, and which stage is it in?

# %%
c.retention()

# %%
c.stage()

# %% [markdown]
# **What it does not say.** A stage is a description with a probability, not a school report; many good groups stay small.
#
# **What to do next.** In a young group, start the conversations yourself. In a mature one, hand them over.

# %% [markdown]
# ## 11. Are the goals met?
#
# **The question.** Will we reach what we agreed on, by the day we agreed on?

# %%
c.goals(GOALS, hours=HOURS, unit_level=UNIT_LEVEL)

# %% [markdown]
# **How to read it.** A goal is judged by the *probability* that it is met. Green is above 80%, red below 20%; amber means that the data do
# not tell, which is an answer as well. A deadline to come is judged by the adoption curve or by the last weeks.
#
# **What it does not say.** Whether the target was a good one, and what holidays and campaigns will do.
#
# **What to do next.** Leave green goals alone. For a red one, ask first whether the target fits; then go to the section about it.

# %% [markdown]
# ## 12. What was shown here, and can it be passed on?
#
# **The question.** Which tables about people did this notebook make, and what did the rules hide?

# %%
c.privacy_report()

# %% [markdown]
# **How to read it.** One row a table that was shown so far: whether it has rows about people, and how many rows and cells were hidden. In
# aggregate mode the column `narrowest` says how closely a hidden number of people could be worked out from all that is shown.
#
# **What it does not say.** What other programs, or earlier reports, have shown of the same people. For those there is a ledger
# (`ledger=` of `cg.read`).
#
# **What to do next.** Show it to those who look after privacy, with PRIVACY.md of the repository.

# %% [markdown]
# ## 13. One page to hand on
#
# All of it on one page that needs no network: whom to write to on Monday, then a section a question. Charts for a slide are
# saved one by one, as SVG or PNG, without the network as well.

# %%
page = c.report(language=LANGUAGE, goals=GOALS)
page

# %%
folder = Path(tempfile.mkdtemp(prefix="cmgraph-"))
page.save(folder / "report.html")
c.adoption().plot(backend="svg").save(folder / "adoption.svg")
for file in sorted(folder.iterdir()):
    print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")
print("written, open it in a browser:", (folder / "report.html").as_uri())

# %% [markdown]
# ## Where to go on
#
# * `result.explain()` says in words how any number came about; `result.tables` has the tables behind it.
# * `result.to_pandas()`, `result.to_polars()` and `result.to_csv("file.csv")` take a table elsewhere.
# * `c.window(from_="2024-01-01")` is the same community in another period; every line above works on it.
# * `c.graph()` is the graph of who acted on whose messages, for everything that is not here.
#
# **Before you pass this notebook on**, clear its outputs: in named mode they hold names. The one in the repository is kept
# without them, and a test runs it in aggregate mode and searches all outputs for every id, name and address of the
# export.
