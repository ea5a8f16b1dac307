# Rapportens texter på svenska. Värdena inom klamrar skrivs av programmet: ändra inte deras namn.

## Sidan

report-title = Rapport om gemenskapen
skip = Till måndagens lista
contents = Innehåll
languages = Språk
theme = Utseende
theme-system = som systemet
theme-light = ljust
theme-dark = mörkt
unfold-all = Öppna allt
fold-all = Stäng allt
observed = Det som skrevs från { $from } till { $to }.
mode-named = Personer nämns vid namn: sidan är till för dem som leder gemenskapen och ska inte spridas vidare.
mode-pseudonymous = Personer visas med pseudonym; även det är personuppgifter.
mode-aggregate = Ingen nämns vid namn, och inget tal gäller färre än { $least } personer.
purpose = Ändamål:
no-purpose = Inget ändamål har angetts.
footer = Gjord med cmgraph på den här datorn. Sidan har inga länkar till nätet och skickar ingenting någonstans.
not-enough = För lite underlag för ett svar.
finding-hidden = Detta sägs inte: det skulle handla om färre än { $least } personer, eller alla utom färre än { $least }, eller avslöja ett sådant tal.
method = Så räknades detta
method-definition = Vad som räknas
method-technical = Definitioner och parametrar (på engelska)
method-procedure = Metod
method-parameters = Parametrar
method-assumption = Antaget
method-window = Tidsperiod
method-denominator = Av totalt
method-interval = Intervallens nivå
method-excluded = Inte med
method-warning = Bra att veta
limits = Vad detta inte säger.
yes = ja
no = nej
cell-hidden = dolt: för få personer, alla utom för få, eller ett tal som skulle avslöja dem
cell-hidden-short = dolt
table-withheld = Visas inte: raderna handlar om enskilda personer.
table-region = Rulla i sidled för mer
table-filter = Visa rader med
table-more = … och { $n ->
    [one] en rad till
   *[other] { $n } rader till
}
table-hidden = * dolt: färre än { $least } personer, alla utom färre än { $least }, eller ett tal som skulle avslöja dem
and = { $first } och { $last }
quoted = ”{ $text }”
minutes = { $n ->
    [one] en minut
   *[other] { $n } minuter
}
hours = { $n ->
    [one] en timme
   *[other] { $n } timmar
}
days = { $n ->
    [one] en dag
   *[other] { $n } dagar
}
hours-business = { $n ->
    [one] en arbetstimme
   *[other] { $n } arbetstimmar
}
hours-short = { $n } tim
days-short = { $n } d

## Kolumner

column-unit = Enhet
column-group = Grupp
column-people = Personer
column-name = Namn
column-id = Id
column-joined = Gått med
column-written = Har skrivit
column-habit = Vana
column-step = Steg
column-share = Andel
column-conversion = Av steget före
column-median-days = Median, dagar
column-helped-per-month = Hjälpta per månad
column-thanked = Tackad
column-wanted = Behövs
column-champions = Hjälpare
column-to-ask = Att fråga
column-reached = Nådda
column-askers-per-month = Frågande per månad
column-replies-to = Svarar på
column-span = Period
column-measure = Mått
column-part = Del
column-of = Av
column-among = Bland
column-answerers = Svarande
column-top-five = De fem förstas andel
column-absence-factor = Frånvarofaktor
column-threads = Trådar
column-replied = Fick svar
column-dialogue = Dialog
column-broadcast = Utskick
column-out = Svar till andra enheter
column-in = Svar från andra enheter
column-answered-elsewhere = Besvarat av annan enhet
column-askers = Frågande
column-questions = Frågor
column-answered = Besvarade
column-accepted = Godtagna eller tackade
column-within = Inom
column-clock = Klocka
column-within-day = Inom ett dygn
column-median-hours = Hälften inom (timmar)
column-median-business = Hälften inom (arbetstimmar)
column-question = Fråga
column-asked-on = Ställd
column-open-for = Öppen i
column-chance = Chans till svar inom 24 arbetstimmar
column-new = Ny här
column-invite = Bjud in (liknande besvarade)
column-helped = Hjälpta
column-questions-answered = Besvarade frågor
column-units-helped = Hjälpta enheter
column-newcomers = Mottagna nykomlingar
column-of-late = Svar per månad på sistone
column-status = Räcker det?
column-units-asking = Frågande enheter
column-certainty = Säkerhet
column-on-platform = På plattformen
column-overloaded = Behöver avlastning
column-asked-people = Tillfrågade vid namn
column-asked-per-month = Tillfrågade per månad
column-months-after = Månader efter den första
column-active = Aktiva

## Värden

value-trailing = de senaste tolv veckorna
value-window = hela perioden
value-first-answers = första svar
value-addressed = frågor riktade till någon
value-started = startade trådar
value-in-conversation = svarsmeddelanden
value-everybody = alla
value-without-manager = utan community managern
value-without-communications = utan kommunikationsavdelningen
value-without-busiest = utan den som svarar mest
value-whole = Alla
value-covered = tillräckligt
value-too-few = för få
value-nobody = ingen
value-small = liten enhet
step-invited = Inbjuden
step-registered = Gått med
step-reader = Läser
step-reactor = Reagerar
step-replier = Svarar
step-poster = Startar trådar
step-answerer = Svarar på frågor
step-regular = Regelbunden
clock-all = Alla timmar
clock-business = Arbetstid
until-first = första svar
until-accepted = godtaget eller tackat

## Måndagens lista

monday = Vem skriver jag till på måndag?
monday-nothing = Inget sticker ut den här veckan. Det är en god nyhet, inte en lucka i rapporten.
monday-nothing-told = Inget av det som får sägas i det här läget sticker ut den här veckan. Det som är dolt kan göra det.
monday-evidence = Underlaget
monday-invite = Bjud in { $people } att svara på frågan från { $date } i ”{ $group }”.
monday-invite-private = Bjud in { $people } att svara på frågan från { $date }.
monday-invite-because = Den har varit öppen i { $age }. { $name } har svarat på { $alike ->
    [one] en liknande fråga
   *[other] { $alike } liknande frågor
}.
monday-invite-new = Den som frågar är ny här.
monday-invite-hardly = Av sig själv besvaras den knappast inom de närmaste 24 arbetstimmarna.
monday-invite-chance = Chansen att den besvaras av sig själv inom de närmaste 24 arbetstimmarna är { $share }.
monday-groups = Se på de öppna frågorna i { $groups }.
monday-groups-because = { $open ->
    [one] En fråga där förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.
   *[other] { $open } frågor där förblir troligen öppna de närmaste 24 arbetstimmarna om ingen tillfrågas.
}
monday-relieve-some = Avlasta hjälparna.
monday-hub = Avlasta { $people }: be andra att också svara.
monday-hub-because = { $name } tillfrågas vid namn { $asked } gånger i månaden på sistone, oftare än personen någonsin har svarat.
monday-look = Leta efter en hjälpare i { $units }.
monday-look-because = { $units ->
    [one] En enhet
   *[other] { $units } enheter
} med sammanlagt { $people } personer har ingen som hjälper regelbundet.
monday-unit = Hitta en hjälpare för { $unit }: tala med { $people }.
monday-unit-because = Av de { $people } personerna där hjälper ännu ingen regelbundet.
monday-nearly = { $name } är nästan där.
monday-next-hub = { $name } blir ofta tillfrågad.
monday-next-joiner = { $name } kom nyligen och hjälper redan.
monday-next-leader = { $name } leder, och deltar.
monday-wait = Låt medlemmarna få svara först.
monday-wait-because = Community managern ger minst { $share } av de första svaren.
monday-thank = Tacka { $people }.
monday-thank-because = Ingen av de andra hjälparna når så många kollegor i månaden; { $name } har hjälpt { $helped ->
    [one] en kollega
   *[other] { $helped } kollegor
}.
monday-relieve = Avlasta { $people }.
monday-relieve-because = { $name } ger { $load } svar i månaden på sistone; { $most } är vad man kan begära.
monday-ask = Be { $people } hålla ett öga på frågorna i sin enhet.
monday-ask-because = { $chosen ->
    [one] Personen hjälper redan, har fortfarande tid, och skulle se till att enheten har någon.
   *[other] De hjälper redan, har fortfarande tid, och skulle se till att deras enheter har någon.
}
monday-few = Fördela svarandet på fler.
monday-few-because = Fem personer ger minst { $share } av svaren: när de är borta kan frågor förbli öppna.

## Hur långt har det spridit sig?

spread-question = Hur långt har det spridit sig?
spread-written = { $share } av { $people } kollegor har skrivit något (mellan { $low } och { $high }).
spread-joined = { $share } av { $people } kollegor har gått med (mellan { $low } och { $high }).
spread-ceiling = Om det fortsätter så planar det ut mellan { $low } och { $high }.
spread-ceiling-unknown = Var det planar ut går ännu inte att veta.
spread-ceiling-level = planar ut vid ungefär { $people }
spread-unit-curves = Andelen som har skrivit, i de största enheterna, bredvid alla (tunn linje)
funnel-finding = Flest stannar mellan ”{ $from }” och ”{ $to }”: { $share } går vidare (mellan { $low } och { $high }).
funnel-unseen = inga data
returning-finding = Av { $people } personer vars första aktivitet syns var { $share } aktiva igen månaden efter (mellan { $low } och { $high }).
returning-later = Ett halvår senare var det { $share } (mellan { $low } och { $high }).
returning-chart = Vem kommer tillbaka: procent av dem som började en månad som var aktiva igen (* dolt: för få personer)
returning-along = Månader efter den första
returning-table = Vem kommer tillbaka
spread-account = Alla som kunde delta räknas: personerna på personallistan som då fanns i organisationen, eller exportens användare när det inte finns någon lista. ”Gått med” är första inloggningen, ”har skrivit” minst ett inlägg eller svar, ”vana” aktivitet i minst två av fyra veckor i rad. Botar, gäster, community managern och kommunikationskonton är inte med. Intervallet säger vad andelen också kunde vara om samma människor handlade på samma sätt och bara slumpen vore en annan. Kurvan framåt är den som nyheter brukar sprida sig efter (Bass), anpassad till när människor började; var den planar ut sägs först när det brantaste är förbi. Att komma tillbaka räknas efter månaden med den första aktiviteten, bland dem som fortfarande fanns i organisationen.
spread-forecast = Kollegor som har skrivit, och hur det kan fortsätta (90 %-band)
spread-forecast-description = Den { $day } vore det ungefär { $people } kollegor, mellan { $low } och { $high }.
spread-curve = Andel kollegor som har gått med, som har skrivit och som skriver regelbundet
spread-curve-description = Kurvor från { $from } till { $to }. I slutet har { $share } skrivit. Talen står i tabellen.
spread-by-unit = Andel i varje enhet som har skrivit
spread-units-description = { $n ->
    [one] En enhet
   *[other] { $n } enheter
} med andelen som har skrivit och dess intervall. Talen står i tabellen.
spread-funnel = Hur långt människor har kommit: andel av alla kollegor, och hur många
spread-limits = Här räknas vad människor gjorde, inte vad de läste eller tänkte. Små enheter har breda intervall: deras ordning är osäker. Liten användning är ingens fel; kanske har enheten inget behov.

## Vem hjälper, och räcker det?

helpers-question = Vem hjälper, och räcker det?
helpers-finding = { $helpers ->
    [one] En av { $people } kollegor ({ $share }) har minst en gång svarat på en annans fråga, { $champions ->
        [0] men inte så ofta och så nyligen att man kan räkna med det.
       *[other] och så ofta och så nyligen att man kan räkna med det.
    }
   *[other] { $helpers } av { $people } kollegor ({ $share }) har minst en gång svarat på en annans fråga; { $champions ->
        [0] ingen av dem så ofta och så nyligen att man kan räkna med det.
        [one] en av dem så ofta och så nyligen att man kan räkna med det.
       *[other] { $champions } av dem så ofta och så nyligen att man kan räkna med det.
    }
}
helpers-none = Ingen har ännu svarat på en kollegas fråga.
helpers-cover = Med { $chosen ->
    [0] dem som redan hjälper
    [one] en person till
   *[other] { $chosen } personer till
} skulle { $covered ->
    [one] en
   *[other] { $covered }
} av { $units } enheter ha tillräckligt många egna hjälpare.
helpers-needed = För att besvara { $share } av de { $questions } frågorna i månaden behövs { $needed ->
    [one] en hjälpare (mellan { $low } och { $high }) som svarar på { $capacity }.
   *[other] { $needed } hjälpare (mellan { $low } och { $high }) som svarar på { $capacity } var.
}
helpers-busy = { $champions ->
    [one] Den enda hjälparen gör redan så mycket man kan begära.
   *[other] { $busy ->
        [one] En av { $champions } hjälpare gör redan så mycket man kan begära.
       *[other] { $busy } av { $champions } hjälpare gör redan så mycket man kan begära.
    }
}
helpers-list = Hjälparna
helpers-by-unit = Hjälpare per enhet
helpers-chart = Hjälpta kollegor per månad, med intervall
helpers-chart-description = { $n ->
    [one] En hjälpare
   *[other] { $n } hjälpare
} med antalet hjälpta kollegor per månad och dess intervall. Talen står i tabellen.
helpers-limits = Det visar vad som skrevs i gemenskapen, inte hjälpen vid kaffemaskinen. Intervall som överlappar betyder att ordningen kan vara en annan. Den som inte står på listan kan vara lika hjälpsam någon annanstans.
helpers-account = En kollega är hjälpt när någon annan svarar på frågan med ord som säger något; bara tack eller en motfråga räknas inte. Ordningen följer hur många olika kollegor man hjälper i månaden, inte hur mycket man skriver. Lite underlag dras mot genomsnittet av alla, så två hjälpta på två veckor gör ingen hjälpare; intervallet säger vad som är möjligt. En hjälpare var aktiv de flesta av de senaste veckorna, har hjälpt flera kollegor och lägger en god del av meddelandena på hjälp. Större enheter behöver fler; en hjälpare är desto säkrare inom räckhåll ju mer man har talat med varandra. Community managern, kommunikationskonton och botar är inte med.
coverage-chart = Hur många kollegor som nås med så många hjälpare till
coverage-description = En kurva som stiger till { $share } med { $k ->
    [one] en person
   *[other] { $k } personer
}. Punkterna står i listan under den.
coverage-at = { $k ->
    [one] Med en person till
   *[other] Med { $k } personer till
} är { $share } av kollegorna inom räckhåll.
coverage-units = { $covered ->
    [one] En
   *[other] { $covered }
} av { $units } enheter har tillräckligt många egna hjälpare.
coverage-along = Personer att fråga
coverage-slider = Hur många hjälpare behövs?

## Vem blir tillfrågad?

asked-question = Vem blir tillfrågad?
asked-finding = { $hubs ->
    [one] En person tillfrågas
   *[other] { $hubs } personer tillfrågas
} av klart fler kollegor än vanligt.
asked-at-least = Minst { $hubs ->
    [one] en person
   *[other] { $hubs } personer
} tillfrågas av klart fler kollegor än vanligt.
asked-unclear = { $asked ->
    [one] En person tillfrågades vid namn, men inte klart mer än vanligt.
   *[other] { $asked } personer tillfrågades vid namn, ingen klart mer än vanligt.
}
asked-none = Ingen tillfrågades vid namn.
asked-units = { $hubs ->
    [one] En person tillfrågades vid namn av flera kollegor, och nämns inte vid namn här.
   *[other] { $hubs } personer tillfrågades vid namn av flera kollegor. De nämns inte vid namn här.
}
asked-list = Personer som tillfrågas
asked-chart = Kollegor som frågar per månad, med intervall
asked-chart-description = { $n ->
    [one] En person
   *[other] { $n } personer
} med antalet kollegor som frågar per månad och dess intervall. Talen står i tabellen.
asked-limits = Att nämnas är inte alltid att tillfrågas, och frågor på telefon syns inte. Den som tillfrågas är ofta ingen expert utan den som vet vem man ska fråga.
asked-by-unit = Tillfrågade vid namn, per enhet
asked-account = Någon tillfrågas när en fråga nämner personen, svarar personen, eller när andra skickar frågan vidare till honom eller henne. Varje kollega som frågar räknas en gång, så en ihärdig frågare räcker inte. Antalet frågande per månad dras mot genomsnittet när lite är känt; ”säkerhet” är sannolikheten att tillfrågas mer än nio av tio kollegor. Avlastning behövs när någon på sistone tillfrågas i klart fler trådar i veckan än personen någonsin har svarat i. Frågor under utskick räknas inte.

## Besvaras frågor?

answers-question = Besvaras frågor?
answers-finding = Av { $questions ->
    [one] en fråga
   *[other] { $questions } frågor
} fick { $share } svar inom ett dygn (mellan { $low } och { $high }).
answers-median = Hälften hade svar inom { $time }.
answers-no-median = Färre än hälften besvaras över huvud taget, så långt de kunde följas.
answers-first = Inom { $days ->
    [one] en dag
   *[other] { $days } dagar
} var en kollega först att svara på { $colleagues } av frågorna och community managern på { $manager }; { $nobody } var utan svar.
answers-first-members = Inom { $days ->
    [one] en dag
   *[other] { $days } dagar
} var en kollega först att svara på { $colleagues } av frågorna; { $nobody } var utan svar.
answers-unequal = Enheterna väntar inte lika länge: skillnaderna är större än slumpen skulle ge.
answers-chart = Frågor utan svar, efter tiden sedan de ställdes (med intervall)
answers-chart-description = En fallande kurva: efter ett dygn är { $day } av frågorna utan svar, efter { $time } { $end }.
answers-along = Tid sedan frågan (de första timmarna bredare)
answers-by-colleague = Kollega
answers-by-manager = Community manager
answers-by-outsider = Gäst
answers-by-nobody = Ingen
answers-first-chart = Vem svarar först, inom { $days ->
    [one] en dag
   *[other] { $days } dagar
} (med intervall)
answers-units-chart = Frågor utan svar under en vecka, i enheterna som frågar mest, bredvid alla (tunn linje)
answers-units-description = { $n } små kurvor av samma slag, en per enhet. Talen står i tabellen.
answers-speed = Hur snart, efter båda klockorna
answers-by-unit = Svar efter den frågandes enhet
answers-by-group = Svar per grupp
answers-limits = Svar på telefon eller vid skrivbordet syns inte, och om ett svar var rätt är inte känt. En fråga som ingen besvarar kan ha varit en anmärkning.
answers-account = En fråga är en kollegas första meddelande i en tråd som frågar något: med frågetecken, med sina ord eller för att plattformen säger det. Ett svar är ett svar från någon annan som säger något; botar svarar inte. Frågor utan svar är med så länge de kunde följas (Kaplan–Meier): utan dem skulle en gemenskap som förbigår hälften se snabb ut. Den andra klockan räknar bara arbetstid, måndag till fredag, så att en natt inte ser ut som likgiltighet. Chansen att en öppen fråga ändå besvaras inom de närmaste 24 arbetstimmarna kommer från tidigare frågor som var öppna lika länge. De som kan bjudas in har svarat på frågor med liknande ord, finns på plats och har inte tillfrågats för ofta.
open-none = Ingen fråga från den senaste månaden är öppen.
open-finding = { $open ->
    [one] En fråga från den senaste månaden är öppen; { $unlikely ->
        [0] den besvaras troligen av sig själv.
       *[other] den förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.
    }
   *[other] { $open } frågor från den senaste månaden är öppna; { $unlikely ->
        [0] var och en av dem besvaras troligen av sig själv.
        [all] var och en av dem förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.
        [one] en förblir troligen öppen de närmaste 24 arbetstimmarna om ingen tillfrågas.
       *[other] { $unlikely } förblir troligen öppna de närmaste 24 arbetstimmarna om ingen tillfrågas.
    }
}
open-list = Öppna frågor, och vilka man kan bjuda in
open-person = { $name } ({ $alike })
open-private = ingen grupp

## Hänger det på community managern?

dependence-question = Hänger det på community managern?
dependence-mostly = Community managern ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }): gemenskapen hänger på ett ställe.
dependence-others = Medlemmarna svarar varandra: community managern ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }).
dependence-unclear = Community managern ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }); om det är mer än hälften går inte att säga.
dependence-busiest = Ingen är angiven som community manager. Kollegan som svarar mest ger det första svaret på { $share } av de besvarade frågorna (mellan { $low } och { $high }, av { $of }).
dependence-chart-busiest = Andel första svar från den som svarar mest, över tolv veckor i taget
dependence-shares-busiest = Andelar för den som svarar mest
dependence-not-known = Vem som leder gemenskapen är inte känt, eller så besvarades för få frågor: inget kan sägas.
dependence-few-finding = De fem som svarar mest ger { $share } av svaren; { $n ->
    [one] en person ger
   *[other] { $n } personer ger
} hälften av dem.
dependence-shares = Community managerns andelar
dependence-few = Svar från få
dependence-chart = Andel första svar som community managern ger, över tolv veckor i taget
dependence-description = En kurva från { $from } till { $to }, från { $before } till { $after }, med dess intervall.
dependence-half = hälften
dependence-limits = En snabb community manager tar svar från medlemmar som hade svarat lite senare. Vad som skulle bli obesvarat utan honom eller henne är en annan fråga; what-if ger gränser för den.
dependence-account = Det som räknas är kollegors besvarade frågor, och vem som gav det första svaret som säger något. Kurvan tar tolv veckor i taget, så att en tyst vecka inte får den att hoppa. Om det är mer än hälften sägs bara när hela intervallet ligger på en sida. För ”få” räknas svar per person: hur mycket de fem mest aktiva ger, och hur många som behövs för hälften av alla. Intervallen kommer av att trådar dras om och om igen (bootstrap). Botar svarar inte.

## Talar människor med varandra, över enheter?

talk-question = Talar människor med varandra, över enheter?
talk-finding = Av { $threads ->
    [one] en tråd
   *[other] { $threads } trådar
} blev { $share } en dialog mellan medlemmar (mellan { $low } och { $high }).
talk-across = Av { $replies ->
    [one] ett svar
   *[other] { $replies } svar
} mellan kollegor gick { $share } till en annan enhet (mellan { $low } och { $high }); av en slump vore det { $expected }.
talk-matrix = Svar från enheten till vänster till enheten ovanför: 1 är vad slumpen skulle ge (* dolt: för få personer)
talk-matrix-to = till
talk-matrix-description = En tabell med { $n } gånger { $n } enheter; mörka rutor har fler svar än slumpen skulle ge. Raderna svarar kolumnerna.
talk-drawing = Vem talar med vem: medlemmarna med flest kontakter. Hjälpare är gröna cirklar, de tillfrågade lila fyrkanter
talk-drawing-description = En teckning av { $n } medlemmar och banden mellan dem; listorna över hjälpare och tillfrågade säger detsamma i ord.
talk-groups = Grupper
talk-units = Över enheter
talk-limits = Många svar inom en enhet är inget fel: nära kollegor har mer att tala om. Privata samtal läses inte.
talk-account = En tråd blir en dialog när minst två medlemmar skriver och någon svarar tillbaka inom sju dagar; trådar som är för unga för det är inte med, och samtal med community managern räknas inte. ”Av en slump” betyder: om människor skrev lika mycket, men till vem som helst. För ett par av enheter är 1 vad slumpen skulle ge, 2 dubbelt så mycket. Alla hör till den enhet som personallistan anger nu. Intervallen kommer av att trådar dras om och om igen (bootstrap). Reaktioner, privata samtal och meddelanden från program räknas inte.

## Mål

goals-question = Nås målen?
goals-finding = { $n ->
    [one] Ett mål
   *[other] { $n } mål
}: { $green } troligen { $green ->
    [one] nått
   *[other] nådda
}, { $amber } { $amber ->
    [one] öppet
   *[other] öppna
}, { $red } troligen inte { $red ->
    [one] nått
   *[other] nådda
}{ $none ->
    [0] .
    [one] , { $none } utan tillräckligt underlag eller dolt.
   *[other] , { $none } utan tillräckligt underlag eller dolda.
}
goals-chart = Hur sannolikt det är att varje mål nås
goals-chart-description = { $n ->
    [one] En stapel: en sannolikhet från noll till säkert.
   *[other] { $n } staplar, var och en en sannolikhet från noll till säkert.
}
goals-table = Mål och det som har setts
goals-limits = En sannolikhet är inget löfte: den gäller om folk fortsätter som förut, och det som ingen har räknat finns inte i något mål. Ett mål som är nått säger inte varför.
goals-account = Måtten är desamma som under de andra frågorna på sidan, för alla kollegor eller en enhet. Av det som har setts följer hur sannolikt varje värde är (en betafördelning för andelar, en gammafördelning för antal, båda utan förhandsåsikt; medianer ur överlevnadskurvan). Sannolikheten att målet nås är den del av fördelningen som ligger på rätt sida om målvärdet. För en kommande dag förs införandets kurva eller de senaste veckorna vidare; där inget av det går bedöms bara nuläget. Frågor från samma person och svar i samma tråd räknas mindre än lika många oberoende. Grönt är över 80 %, rött under 20 %.
goal-stands = { $goal }: { $value } (mellan { $low } och { $high }).
goal-stands-alone = { $goal }: { $value }.
goal-no-value = { $goal }: inget värde än.
goal-hidden = { $goal }: dolt, färre än { $least } personer.
goal-in-unit = { $goal } ({ $unit })
goal-at-least = Målet är minst { $target }.
goal-at-least-by = Målet är minst { $target } senast { $day }.
goal-at-most = Målet är högst { $target }.
goal-at-most-by = Målet är högst { $target } senast { $day }.
goal-now = Det är nått med en sannolikhet på { $p }.
goal-passed = Det var nått den dagen med en sannolikhet på { $p }.
goal-curve = Om användningen följer sin kurva vidare nås det i tid med en sannolikhet på { $p }.
goal-recent = Om det fortsätter som de senaste veckorna nås målet i tid med en sannolikhet på { $p }.
goal-unchanged = Om ingenting ändras är det nått med en sannolikhet på { $p }; underlaget visar inte vart det är på väg fram till måldagen.
goal-not-enough = Det finns för lite underlag för att bedöma det.
goal-sure = mer än 99 %
goal-hopeless = mindre än 1 %
goal-hours = { $n ->
    [one] en timme
   *[other] { $n } timmar
}
goal-green = troligen nått
goal-amber = öppet
goal-red = troligen inte nått
goal-none = för lite underlag
goal-shown = dolt
column-goal = Mål
column-target = Målvärde
column-by = Senast
column-now = Nu
column-probability = Sannolikhet
column-light = Läge
kpi-joined = Kollegor som har gått med
kpi-contributed = Kollegor som har skrivit
kpi-habit = Kollegor som har gjort det till en vana
kpi-active-month = Kollegor aktiva de senaste 28 dagarna
kpi-answered = Besvarade frågor
kpi-answered-within = Frågor besvarade inom { $hours ->
    [one] en timme
   *[other] { $hours } timmar
}
kpi-answered-within-business = Frågor besvarade inom { $hours ->
    [one] en arbetstimme
   *[other] { $hours } arbetstimmar
}
kpi-median-hours = Timmar till det första svaret (median)
kpi-median-business-hours = Arbetstimmar till det första svaret (median)
kpi-by-colleagues = Första svar från kollegor
kpi-thanked = Svar som godtogs eller fick tack
kpi-people-helped = De som frågade och fick hjälp
kpi-champions = Hjälpare
kpi-units-with-champion = Enheter med en hjälpare
kpi-replies-across-units = Svar till andra enheter
kpi-retained = Nya medlemmar som är aktiva { $months ->
    [one] en månad
   *[other] { $months } månader
} senare
kpi-questions-per-month = Frågor per månad
