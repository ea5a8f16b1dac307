# English texts of the report. Every other language has the same messages; a missing one stops the build.
# Values in braces are written by the program: keep their names. How to add a language: CONTRIBUTING.md.

## The page

report-title = Community report
skip = To the list for Monday
contents = Contents
observed = What was said from { $from } to { $to }.
mode-named = People are named: the page is for those who run the community, not to be passed on.
mode-pseudonymous = People appear under pseudonyms; these are still personal data.
mode-aggregate = Nobody is named, and no number is about fewer than { $least } people.
purpose = Purpose:
no-purpose = No purpose was stated.
footer = Made by cmgraph on this computer. The page contains no link to the network and sends nothing anywhere.
not-enough = Not enough data to say.
method = How this was computed
method-definition = What is counted
method-window = Span
method-denominator = Out of
method-interval = Level of the intervals
method-excluded = Left out
method-warning = To be known
limits = What this does not say.
yes = yes
no = no
cell-hidden = hidden: too few people
cell-hidden-short = hidden
table-withheld = The list is withheld:
table-region = Table; scroll sideways for more
table-more = … and { $n ->
    [one] one more row
   *[other] { $n } more rows
}
table-hidden = * hidden: fewer than { $least } people, or a number that would give them away

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
column-why = Why
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

## The list for Monday

monday = Whom do I write to on Monday?
monday-nothing = Nothing stands out this week. That is good news, not a gap in the report.
monday-evidence = The evidence
monday-thank = Thank { $people }.
monday-thank-because = They help most reliably; the first of them has helped { $helped ->
    [one] one colleague
   *[other] { $helped } colleagues
}. Whoever is thanked stays.
monday-relieve = Relieve { $people }.
monday-relieve-because = Up to { $load } answers a month rest on one person; that wears people out.
monday-ask = Ask { $people } whether they would help.
monday-ask-because = { $units ->
    [0] They would make help more certain where it rests on one person.
    [one] One unit has too few champions of its own.
   *[other] { $units } units have too few champions of their own.
}
monday-few = Spread the answering over more people.
monday-few-because = Five people give at least { $share } of the answers: if they are away, questions stay open.

## How far has it spread?

spread-question = How far has it spread?
spread-written = { $share } of the { $people } colleagues have written something (between { $low } and { $high }).
spread-joined = { $share } of the { $people } colleagues have joined (between { $low } and { $high }).
spread-ceiling = If it goes on like this it levels off between { $low } and { $high }.
spread-ceiling-unknown = Where it will level off cannot be known yet.
spread-ceiling-level = levels off at about { $people }
spread-forecast = Colleagues who have written, and how it may go on (90% band)
spread-forecast-description = On { $day } it would be about { $people } colleagues, between { $low } and { $high }.
spread-curve = Share of colleagues who have joined, who have written, and who write regularly
spread-curve-description = Curves from { $from } to { $to }. At the end { $share } have written. The numbers stand in the table.
spread-by-unit = Share of each unit that has written
spread-units-description = { $n ->
    [one] One unit
   *[other] { $n } units
} with the share that has written and its interval. The numbers stand in the table.
spread-funnel = From invited to regular
spread-limits = It counts what people did, not what they read or think. Units of few people have wide intervals: their order is not certain. Low use is no fault of anybody; it may be that a unit has no need.

## Who helps, and is it enough?

helpers-question = Who helps, and is it enough?
helpers-finding = { $helpers } of { $people } colleagues ({ $share }) have answered a question of another at least once; { $champions ->
    [0] none of them so often and so lately that they can be counted on.
    [one] one of them so often and so lately that one can count on it.
   *[other] { $champions } of them so often and so lately that one can count on it.
}
helpers-none = Nobody has answered the question of a colleague yet.
helpers-cover = With { $chosen ->
    [0] those who help already
    [one] one person more
   *[other] { $chosen } people more
} { $covered } of { $units } units would have a champion of their own.
helpers-busy = { $busy } of { $champions } champions do as much as one can ask already.
helpers-list = The champions
helpers-by-unit = Champions by unit
helpers-chart = Colleagues helped a month, with intervals
helpers-chart-description = { $n ->
    [one] One champion
   *[other] { $n } champions
} with the number of colleagues helped a month and its interval. The numbers stand in the table.
helpers-limits = It sees what was written in the community, not the help given at the coffee machine. Intervals that overlap say that the order may be another. Whoever is not on the list may be just as helpful elsewhere.
coverage-chart = How many colleagues are within reach of so many more champions
coverage-description = A curve that rises to { $share } with { $k } people. The points stand in the list below it.
coverage-at = { $k ->
    [one] One person more reaches { $share }
   *[other] { $k } people more reach { $share }
}
coverage-along = People to ask
coverage-slider = How many champions do we need?

## Who is asked?

asked-question = Who is asked?
asked-finding = { $hubs ->
    [one] One person is
   *[other] { $hubs } people are
} asked by clearly more colleagues than is usual.
asked-unclear = { $asked ->
    [one] One person was
   *[other] { $asked } people were
} asked by name, none of them clearly more than is usual.
asked-none = Nobody was asked by name.
asked-units = { $hubs ->
    [one] One person is asked by clearly more colleagues than is usual.
   *[other] { $hubs } people are asked by clearly more colleagues than is usual.
} They are not named in this mode.
asked-list = People who are asked
asked-chart = Colleagues who ask a month, with intervals
asked-chart-description = { $n ->
    [one] One person
   *[other] { $n } people
} with the number of colleagues who ask a month and its interval. The numbers stand in the table.
asked-limits = Being mentioned is not always being asked, and who is asked by telephone is not seen. A hub is often no expert but the one who knows whom to ask.

## Does it hang on the community manager?

dependence-question = Does it hang on the community manager?
dependence-mostly = The community manager gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }): the community hangs on one place.
dependence-others = Members answer each other: the community manager gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }).
dependence-unclear = The community manager gives the first answer to { $share } of the answered questions (between { $low } and { $high }, of { $of }); whether it is more than half cannot be told.
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

## Do people talk to each other, and across units?

talk-question = Do people talk to each other, across units?
talk-finding = Of { $threads } threads { $share } became a dialogue between members (between { $low } and { $high }).
talk-across = Of { $replies } replies between colleagues { $share } went to another unit (between { $low } and { $high }); by chance it would be { $expected }.
talk-matrix = Replies from unit to unit: 1 is what chance would give
talk-matrix-to = to
talk-matrix-description = A table of { $n } units by { $n }; dark squares have more replies than chance would give. Rows reply to columns.
talk-drawing = Who talks to whom: the members with most contacts; champions green, hubs purple
talk-drawing-description = A drawing of { $n } members and the ties between them; the lists of champions and hubs say the same in words.
talk-groups = Groups
talk-units = Across units
talk-limits = Many replies inside a unit are no fault: colleagues have more to say to each other. Private conversations are not read.
