# English texts of the report. Every other language has the same messages; a missing one stops the build.
# Values in braces are written by the program: keep their names. How to add a language: CONTRIBUTING.md.

## The page

report-title = Community report
skip = To the list for Monday
contents = Contents
languages = Language
theme = Appearance
theme-system = as the system
theme-light = light
theme-dark = dark
unfold-all = Unfold everything
fold-all = Fold everything
observed = What was said from { $from } to { $to }.
mode-named = People are named: the page is for those who run the community, not to be passed on.
mode-pseudonymous = People appear under pseudonyms; these are still personal data.
mode-aggregate = Nobody is named, and no number is about fewer than { $least } people.
purpose = Purpose:
no-purpose = No purpose was stated.
footer = Made by cmgraph on this computer. The page contains no link to the network and sends nothing anywhere.
not-enough = Not enough data to say.
finding-hidden = This is not told: it would be about fewer than { $least } people, or all but fewer than { $least }, or give such a number away.
method = How this was computed
method-definition = What is counted
method-technical = Definitions and parameters (in English)
method-procedure = Procedure
method-parameters = Parameters
method-assumption = Taken for granted
method-window = Span
method-denominator = Out of
method-interval = Level of the intervals
method-excluded = Left out
method-warning = To be known
limits = What this does not say.
yes = yes
no = no
cell-hidden = hidden: too few people, all but too few, or a number that would give them away
cell-hidden-short = hidden
table-withheld = Not shown: its rows are about single people.
table-region = Scroll sideways for more
table-filter = Show rows with
table-more = … and { $n ->
    [one] one more row
   *[other] { $n } more rows
}
table-hidden = * hidden: fewer than { $least } people, all but fewer than { $least }, or a number that would give them away
and = { $first } and { $last }
quoted = “{ $text }”
minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
hours = { $n ->
    [one] one hour
   *[other] { $n } hours
}
days = { $n ->
    [one] one day
   *[other] { $n } days
}
hours-business = { $n ->
    [one] one working hour
   *[other] { $n } working hours
}
hours-short = { $n } h
days-short = { $n } d

## Columns

column-unit = Unit
column-group = Group
column-people = People
column-name = Name
column-id = Id
column-joined = Joined
column-written = Have written
column-habit = Habit
column-step = Step
column-share = Share
column-conversion = Of the step before
column-median-days = Median days
column-helped-per-month = Helped a month
column-thanked = Thanked
column-wanted = Wanted
column-champions = Champions
column-to-ask = To ask
column-reached = Reached
column-askers-per-month = Askers a month
column-replies-to = Replies to
column-span = Span
column-measure = Measure
column-part = Part
column-of = Of
column-among = Among
column-answerers = Answerers
column-top-five = Share of the first five
column-absence-factor = Absence factor
column-threads = Threads
column-replied = Got a reply
column-dialogue = Dialogue
column-broadcast = Broadcast
column-out = Replies to other units
column-in = Replies from other units
column-answered-elsewhere = Answered by another unit
column-askers = People who ask
column-questions = Questions
column-answered = Answered
column-accepted = Accepted or thanked
column-within = Within
column-clock = Clock
column-within-day = Within 24 hours
column-median-hours = Half within (hours)
column-median-business = Half within (working hours)
column-question = Question
column-asked-on = Asked
column-open-for = Open for
column-chance = Chance of an answer in 24 working hours
column-new = New here
column-invite = Invite (answered alike)
column-helped = Helped
column-questions-answered = Questions answered
column-units-helped = Units helped
column-newcomers = Newcomers welcomed
column-of-late = Answers a month of late
column-status = Enough?
column-units-asking = Units asking
column-certainty = Certainty
column-on-platform = On the platform
column-overloaded = Needs relief
column-asked-people = Asked by name
column-asked-per-month = Asked a month
column-months-after = Months after the first
column-active = Active

## Values of categories

value-trailing = last twelve weeks
value-window = whole span
value-first-answers = first answers
value-addressed = questions put to somebody
value-started = threads started
value-in-conversation = replies
value-everybody = everybody
value-without-manager = without the community manager
value-without-communications = without communications
value-without-busiest = without the one who answers most
value-whole = All
value-covered = enough
value-too-few = too few
value-nobody = none
value-small = small unit
step-invited = Invited
step-registered = Joined
step-reader = Reads
step-reactor = Reacts
step-replier = Replies
step-poster = Starts threads
step-answerer = Answers questions
step-regular = Regular
clock-all = All hours
clock-business = Working hours
until-first = first answer
until-accepted = accepted or thanked

## The list for Monday

monday = Whom do I write to on Monday?
monday-nothing = Nothing stands out this week. That is good news, not a gap in the report.
monday-nothing-told = Nothing that may be told in this mode stands out this week. What is hidden may.
monday-evidence = The evidence
monday-invite = Invite { $people } to answer the question of { $date } in “{ $group }”.
monday-invite-private = Invite { $people } to answer the question of { $date }.
monday-invite-because = It has been open for { $age }. { $name } has answered { $alike ->
    [one] one question
   *[other] { $alike } questions
} like it.
monday-invite-new = Whoever asks is new here.
monday-invite-hardly = By itself it will hardly be answered within the next 24 working hours.
monday-invite-chance = By itself it will be answered within the next 24 working hours with a chance of { $share }.
monday-groups = Look at the open questions in { $groups }.
monday-groups-because = { $open ->
    [one] One question there will likely stay open for the next 24 working hours unless somebody is asked.
   *[other] { $open } questions there will likely stay open for the next 24 working hours unless somebody is asked.
}
monday-relieve-some = Lighten the load of the champions.
monday-hub = Relieve { $people }: ask others to answer too.
monday-hub-because = { $name } is asked by name { $asked } times a month of late, more often than he or she ever answered.
monday-look = Look for a champion in { $units }.
monday-look-because = { $units ->
    [one] One unit with { $people } people in all has nobody who helps regularly.
   *[other] { $units } units with { $people } people in all have nobody who helps regularly.
}
monday-unit = Find a champion for { $unit }: talk to { $people }.
monday-unit-because = Of the { $people } people there nobody helps regularly yet.
monday-nearly = { $name } is nearly there.
monday-next-hub = { $name } is often asked.
monday-next-joiner = { $name } joined recently and helps already.
monday-next-leader = { $name } leads, and takes part.
monday-wait = Give members time to answer first.
monday-wait-because = The community manager gives at least { $share } of the first answers.
monday-thank = Thank { $people }.
monday-thank-because = No other champion helps as many colleagues a month; { $name } has helped { $helped ->
    [one] one colleague
   *[other] { $helped } colleagues
}.
monday-relieve = Lighten the load of { $people }.
monday-relieve-because = { $name } gives { $load } answers a month of late; { $most } is what one can ask for.
monday-ask = Ask { $people } to keep an eye on the questions of their unit.
monday-ask-because = { $chosen ->
    [one] This person helps already, still with room to spare, and would make sure that the unit has somebody.
   *[other] They help already, still with room to spare, and would make sure that their units have somebody.
}
monday-few = Spread the answering over more people.
monday-few-because = Five people give at least { $share } of the answers: when they are away, questions may stay open.

## How far has it spread?

spread-question = How far has it spread?
spread-written = { $share } of the { $people } colleagues have written something (between { $low } and { $high }).
spread-joined = { $share } of the { $people } colleagues have joined (between { $low } and { $high }).
spread-ceiling = If it goes on like this it levels off between { $low } and { $high }.
spread-ceiling-unknown = Where it will level off cannot be known yet.
spread-ceiling-level = levels off at about { $people }
spread-unit-curves = Share that has written, in the largest units, beside the whole (thin line)
funnel-finding = The step at which most stay behind is from “{ $from }” to “{ $to }”: { $share } go on (between { $low } and { $high }).
funnel-unseen = no data
returning-finding = Of { $people } people whose first activity was seen, { $share } were active again the month after (between { $low } and { $high }).
returning-later = Half a year later it was { $share } (between { $low } and { $high }).
returning-chart = Who comes back: per cent of those who began in a month that were active again (* hidden: too few people)
returning-along = Months after the first
returning-table = Who comes back
spread-account = Everybody who could take part counts: the people of the staff list who were with the organisation at that time, or the users of the export where there is no such list. “Joined” is the first log-in, “have written” at least one post or reply, “habit” activity in at least two of four weeks in a row. Bots, guests, the community manager and communications accounts are left out. An interval says what the share could also be if the same people had acted by the same habits, with chance the only difference. The curve ahead is the one by which news usually spreads (Bass), fitted to when people began; where it levels off is told only once the steepest part is past. Coming back is counted by the month of the first activity, out of those who were still with the organisation.
spread-forecast = Colleagues who have written, and how it may go on (90% band)
spread-forecast-description = On { $day } it would be about { $people } colleagues, between { $low } and { $high }.
spread-curve = Share of colleagues who have joined, who have written, and who write regularly
spread-curve-description = Curves from { $from } to { $to }. At the end { $share } have written. The numbers stand in the table.
spread-by-unit = Share of each unit that has written
spread-units-description = { $n ->
    [one] One unit
   *[other] { $n } units
} with the share that has written and its interval. The numbers stand in the table.
spread-funnel = How far people have come: share of all colleagues, and how many
spread-limits = It counts what people did, not what they read or think. Units of few people have wide intervals: their order is not certain. Low use is no fault of anybody; it may be that a unit has no need.

## Who helps, and is it enough?

helpers-question = Who helps, and is it enough?
helpers-finding = { $helpers ->
    [one] One of { $people } colleagues ({ $share }) has answered a question of another at least once, { $champions ->
        [0] but not so often and so recently that one can count on it.
       *[other] and so often and so recently that one can count on it.
    }
   *[other] { $helpers } of { $people } colleagues ({ $share }) have answered a question of another at least once; { $champions ->
        [0] none of them so often and so recently that one can count on it.
        [one] one of them so often and so recently that one can count on it.
       *[other] { $champions } of them so often and so recently that one can count on it.
    }
}
helpers-none = Nobody has answered the question of a colleague yet.
helpers-cover = With { $chosen ->
    [0] those who help already
    [one] one person more
   *[other] { $chosen } people more
}, { $covered ->
    [one] one of { $units } units would have enough champions of its own.
   *[other] { $covered } of { $units } units would have enough champions of their own.
}
helpers-needed = To answer { $share } of the { $questions } questions a month it takes { $needed ->
    [one] one champion (between { $low } and { $high }) who answers { $capacity }.
   *[other] { $needed } champions (between { $low } and { $high }) who answer { $capacity } each.
}
helpers-busy = { $champions ->
    [one] The only champion does as much as one can ask already.
   *[other] { $busy ->
        [one] One of { $champions } champions does as much as one can ask already.
       *[other] { $busy } of { $champions } champions do as much as one can ask already.
    }
}
helpers-list = The champions
helpers-by-unit = Champions by unit
helpers-chart = Colleagues helped a month, with intervals
helpers-chart-description = { $n ->
    [one] One champion
   *[other] { $n } champions
} with the number of colleagues helped a month and its interval. The numbers stand in the table.
helpers-limits = It sees what was written in the community, not the help given at the coffee machine. Intervals that overlap say that the order may be another. Whoever is not on the list may be just as helpful elsewhere.
helpers-account = A colleague is helped when somebody else replies to his or her question with words that say something; thanks alone or a question back do not count. People are ordered by how many different colleagues they help a month, not by how much they write. Little data is drawn towards the average of all, so that two people helped in two weeks do not make a champion; the interval says what is possible. A champion was active in most of the last weeks, has helped several colleagues, and spends a good part of the messages on help. Larger units need more champions; somebody is within reach of one with the more certainty the more words they have exchanged. The community manager, communications accounts and bots are left out.
coverage-chart = How many colleagues are within reach of so many more champions
coverage-description = A curve that rises to { $share } with { $k ->
    [one] one person
   *[other] { $k } people
}. The points stand in the list below it.
coverage-at = With { $k ->
    [one] one person more
   *[other] { $k } people more
}, { $share } of the colleagues are within reach.
coverage-units = { $covered ->
    [one] One of { $units } units has enough champions of its own.
   *[other] { $covered } of { $units } units have enough champions of their own.
}
coverage-along = People to ask
coverage-slider = How many champions do we need?

## Who is asked?

asked-question = Who is asked?
asked-finding = { $hubs ->
    [one] One person is
   *[other] { $hubs } people are
} asked by clearly more colleagues than is usual.
asked-at-least = At least { $hubs ->
    [one] one person is
   *[other] { $hubs } people are
} asked by clearly more colleagues than is usual.
asked-unclear = { $asked ->
    [one] One person was asked by name, but not clearly more than is usual.
   *[other] { $asked } people were asked by name, none of them clearly more than is usual.
}
asked-none = Nobody was asked by name.
asked-units = { $hubs ->
    [one] One person was asked by name by several colleagues, and is not named in this mode.
   *[other] { $hubs } people were asked by name by several colleagues. They are not named in this mode.
}
asked-list = People who are asked
asked-chart = Colleagues who ask a month, with intervals
asked-chart-description = { $n ->
    [one] One person
   *[other] { $n } people
} with the number of colleagues who ask a month and its interval. The numbers stand in the table.
asked-limits = Being mentioned is not always being asked, and who is asked by telephone is not seen. A hub is often no expert but the one who knows whom to ask.
asked-by-unit = Asked by name, by unit
asked-account = Somebody is asked when a question mentions the person, replies to the person, or when others pass the question on to him or her. Each colleague who asks counts once, so one persistent asker makes no hub. The number of askers a month is drawn towards the average where little is known; “certainty” is the probability of being asked more than nine in ten colleagues are. Relief is called for where somebody is asked in clearly more threads a week of late than he or she ever answered. Questions under announcements do not count.

## Are questions answered?

answers-question = Are questions answered?
answers-finding = Of { $questions ->
    [one] one question
   *[other] { $questions } questions
} { $share } had an answer within 24 hours (between { $low } and { $high }).
answers-median = Half of them had one within { $time }.
answers-no-median = Less than half of them are answered at all, as far as they could be followed.
answers-first = Within { $days ->
    [one] a day
   *[other] { $days } days
} a colleague was the first to answer { $colleagues } of the questions and the community manager { $manager }; { $nobody } had no answer.
answers-first-members = Within { $days ->
    [one] a day
   *[other] { $days } days
} a colleague was the first to answer { $colleagues } of the questions; { $nobody } had no answer.
answers-unequal = Units do not wait equally long: the differences are larger than chance would make them.
answers-chart = Questions without an answer, by the time since they were asked (with interval)
answers-chart-description = A falling curve: after a day { $day } of the questions have no answer, after { $time } { $end }.
answers-along = Time since the question (first hours drawn wider)
answers-by-colleague = Colleague
answers-by-manager = Community manager
answers-by-outsider = Guest
answers-by-nobody = Nobody
answers-first-chart = Who answers first, within { $days ->
    [one] a day
   *[other] { $days } days
} (with intervals)
answers-units-chart = Questions without an answer over a week, in the units that ask most, beside the whole (thin line)
answers-units-description = { $n } small curves of the same kind, one a unit. The numbers stand in the table.
answers-speed = How soon, by both clocks
answers-by-unit = Answers by unit of those who ask
answers-by-group = Answers by group
answers-limits = Answers by telephone or at the desk are not seen, and whether an answer was right is not known. A question that nobody answers may have been a remark.
answers-account = A question is a first message of a colleague that asks something: by a question mark, by its words, or because the platform says so. An answer is a reply by somebody else that says something; bots do not answer. Questions without an answer stay in, as long as they could be followed (Kaplan-Meier): leaving them out would make a community that ignores half of them look fast. The second clock counts working hours only, Monday to Friday, so that a night does not look like neglect. The chance that an open question is still answered within the next 24 working hours comes from earlier questions that were open as long. People to invite have answered questions with similar words, are around, and have not been asked too often.
open-none = No question of the last month is open.
open-finding = { $open ->
    [one] One question of the last month is open; { $unlikely ->
        [0] it will likely be answered by itself.
       *[other] it will likely stay open for the next 24 working hours unless somebody is asked.
    }
   *[other] { $open } questions of the last month are open; { $unlikely ->
        [0] each of them will likely be answered by itself.
        [all] each of them will likely stay open for the next 24 working hours unless somebody is asked.
        [one] one will likely stay open for the next 24 working hours unless somebody is asked.
       *[other] { $unlikely } will likely stay open for the next 24 working hours unless somebody is asked.
    }
}
open-list = Open questions, and whom to invite
open-person = { $name } ({ $alike })
open-private = no group

## Does it hang on the community manager?

dependence-question = Does it hang on the community manager?
dependence-mostly = The community manager gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }): the community hangs on one place.
dependence-others = Members answer each other: the community manager gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }).
dependence-unclear = The community manager gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }); whether it is more than half cannot be told.
dependence-busiest = Nobody is named as community manager. The colleague who answers most gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }).
dependence-chart-busiest = Share of first answers of the one who answers most, over twelve weeks each
dependence-shares-busiest = Shares of the one who answers most
dependence-not-known = Who runs the community is not known, or too few questions were answered: nothing can be said.
dependence-few-finding = The five who answer most give { $share } of the answers; { $n ->
    [one] one person gives
   *[other] { $n } people give
} half of them.
dependence-shares = Shares of the community manager
dependence-few = Answers of few
dependence-chart = Share of first answers that the community manager gives, over twelve weeks each
dependence-description = A curve from { $from } to { $to }, from { $before } to { $after }, with its interval.
dependence-half = one half
dependence-limits = A fast community manager takes answers away from members who would have given them a little later. What would go unanswered without him or her is another question, which what-if answers between bounds.
dependence-account = Counted are the answered questions of colleagues, and who gave the first answer that says something. The curve takes twelve weeks at a time, so that one quiet week does not make it jump. Whether it is more than half is said only where the whole interval lies on one side. For “few people”, answers are counted by person: how much the five most active give, and how many people it takes for half of all. The intervals come from drawing threads again and again (bootstrap). Bots do not answer.

## Do people talk to each other, and across units?

talk-question = Do people talk to each other, across units?
talk-finding = Of { $threads ->
    [one] one thread
   *[other] { $threads } threads
} { $share } became a dialogue between members (between { $low } and { $high }).
talk-across = Of { $replies ->
    [one] one reply
   *[other] { $replies } replies
} between colleagues { $share } went to another unit (between { $low } and { $high }); by chance it would be { $expected }.
talk-matrix = Replies from the unit on the left to the unit above: 1 is what chance would give (* hidden: too few people)
talk-matrix-to = to
talk-matrix-description = A table of { $n } units by { $n }; dark squares have more replies than chance would give. Rows reply to columns.
talk-drawing = Who talks to whom: the members with most contacts. Champions are green circles, people who are asked purple squares
talk-drawing-description = A drawing of { $n } members and the ties between them; the lists of champions and hubs say the same in words.
talk-groups = Groups
talk-units = Across units
talk-limits = Many replies inside a unit are no fault: colleagues have more to say to each other. Private conversations are not read.
talk-account = A thread becomes a dialogue when at least two members write and somebody replies back to somebody within seven days; threads too young for that are left out, talk with the community manager does not count. “By chance” means: if people wrote as much as they do, but to anybody. For a pair of units, 1 is what chance would give, 2 twice as much. Everybody belongs to the unit that the staff list gives now. Intervals come from drawing threads again and again (bootstrap). Reactions, private conversations and messages of programs do not count.

## Goals

goals-question = Are the goals met?
goals-finding = { $n ->
    [one] One goal
   *[other] { $n } goals
}: { $green } probably met, { $amber } open, { $red } probably not met{ $none ->
    [0] .
   *[other] , { $none } without enough data or hidden.
}
goals-chart = How probable it is that each goal is met
goals-chart-description = { $n ->
    [one] One bar: a probability from nothing to certain.
   *[other] { $n } bars, a probability from nothing to certain each.
}
goals-table = Goals, targets and what was seen
goals-limits = A probability is no promise: it holds if people go on as they did, and what nobody has counted is in no goal. A goal that is met says nothing of why.
goals-account = The indicators are those of the other questions on this page, for all colleagues or one unit. From what was seen follows how probable each value of the indicator is (a Beta distribution for shares, a Gamma distribution for counts, both without a prior opinion; medians by the survival curve). The probability that the goal is met is the part of that distribution on the right side of the target. For a day to come the adoption curve is led on, or the last weeks; where neither is possible, only the present is judged. Questions of the same person and replies in the same thread count for less than as many independent ones. Green is more than 80%, red less than 20%.
goal-stands = { $goal }: { $value } (between { $low } and { $high }).
goal-stands-alone = { $goal }: { $value }.
goal-no-value = { $goal }: no value yet.
goal-hidden = { $goal }: hidden, fewer than { $least } people.
goal-in-unit = { $goal } ({ $unit })
goal-at-least = The target is at least { $target }.
goal-at-least-by = The target is at least { $target } by { $day }.
goal-at-most = The target is at most { $target }.
goal-at-most-by = The target is at most { $target } by { $day }.
goal-now = It is met with a probability of { $p }.
goal-passed = It was met on that day with a probability of { $p }.
goal-curve = If adoption goes on along its curve, it is met in time with a probability of { $p }.
goal-recent = If things go on as in the last weeks, it is met in time with a probability of { $p }.
goal-unchanged = If nothing changes, it is met with a probability of { $p }; the data do not show where it will go by its day.
goal-not-enough = There are not enough data to judge it.
goal-sure = more than 99%
goal-hopeless = less than 1%
goal-hours = { $n ->
    [one] one hour
   *[other] { $n } hours
}
goal-green = probably met
goal-amber = open
goal-red = probably not met
goal-none = not enough data
goal-shown = hidden
column-goal = Goal
column-target = Target
column-by = By
column-now = Now
column-probability = Probability
column-light = Standing
kpi-joined = Colleagues who have joined
kpi-contributed = Colleagues who have written
kpi-habit = Colleagues with a habit
kpi-active-month = Colleagues active in the last 28 days
kpi-answered = Questions answered
kpi-answered-within = Questions answered within { $hours ->
    [one] one hour
   *[other] { $hours } hours
}
kpi-answered-within-business = Questions answered within { $hours ->
    [one] one working hour
   *[other] { $hours } working hours
}
kpi-median-hours = Median hours to the first answer
kpi-median-business-hours = Median working hours to the first answer
kpi-by-colleagues = First answers by colleagues
kpi-thanked = Answers accepted or thanked for
kpi-people-helped = People who asked and were helped
kpi-champions = Helper champions
kpi-units-with-champion = Units with a helper champion
kpi-replies-across-units = Replies to other units
kpi-retained = Newcomers active { $months ->
    [one] a month
   *[other] { $months } months
} later
kpi-questions-per-month = Questions a month
