# Raportin suomenkieliset tekstit. Aaltosulkeissa olevat arvot kirjoittaa ohjelma: älä muuta niiden nimiä.

## Sivu

report-title = Yhteisön raportti
skip = Maanantain listaan
contents = Sisältö
observed = Mitä kirjoitettiin { $from }–{ $to }.
mode-named = Ihmiset mainitaan nimeltä: sivu on tarkoitettu yhteisön vetäjille, ei edelleen jaettavaksi.
mode-pseudonymous = Ihmiset esiintyvät peitenimillä; nämäkin ovat henkilötietoja.
mode-aggregate = Ketään ei mainita nimeltä, eikä yksikään luku koske alle { $least } ihmistä.
purpose = Käyttötarkoitus:
no-purpose = Käyttötarkoitusta ei ole ilmoitettu.
footer = Tehty cmgraphilla tällä tietokoneella. Sivulla ei ole linkkejä verkkoon eikä se lähetä mitään minnekään.
not-enough = Aineisto ei riitä vastaukseen.
method = Miten tämä laskettiin
method-definition = Mitä lasketaan
method-window = Ajanjakso
method-denominator = Kaikkiaan
method-interval = Välien luottamustaso
method-excluded = Jätetty pois
method-warning = Hyvä tietää
limits = Mitä tämä ei kerro.
yes = kyllä
no = ei
cell-hidden = piilotettu: liian vähän ihmisiä
cell-hidden-short = piilotettu
table-withheld = Luetteloa ei näytetä:
table-region = Taulukko; vieritä sivusuunnassa
table-more = … ja { $n ->
    [one] yksi rivi lisää
   *[other] { $n } riviä lisää
}
table-hidden = * piilotettu: alle { $least } ihmistä, tai luku, josta sen voisi päätellä

## Sarakkeet

column-unit = Yksikkö
column-group = Ryhmä
column-people = Ihmisiä
column-name = Nimi
column-id = Tunnus
column-joined = Liittynyt
column-written = Kirjoittanut
column-habit = Tapana
column-step = Vaihe
column-share = Osuus
column-conversion = Edellisestä vaiheesta
column-median-days = Mediaani, päivää
column-helped-per-month = Autettuja kuussa
column-thanked = Kiitetty
column-why = Miksi
column-wanted = Tarvitaan
column-champions = Auttajia
column-to-ask = Pyydettäviä
column-reached = Tavoitettu
column-askers-per-month = Kysyjiä kuussa
column-replies-to = Vastaa
column-span = Jakso
column-measure = Mittari
column-part = Osa
column-of = Kaikkiaan
column-among = Keiden joukossa
column-answerers = Vastaajia
column-top-five = Viiden ensimmäisen osuus
column-absence-factor = Poissaolokerroin
column-threads = Ketjuja
column-replied = Sai vastauksen
column-dialogue = Vuoropuhelu
column-broadcast = Tiedote
column-out = Vastauksia muihin yksiköihin
column-in = Vastauksia muista yksiköistä
column-answered-elsewhere = Toinen yksikkö vastasi

## Maanantain lista

monday = Kenelle kirjoitan maanantaina?
monday-nothing = Tällä viikolla mikään ei nouse esiin. Se on hyvä uutinen, ei aukko raportissa.
monday-evidence = Perustelu
monday-thank = Kiitä: { $people }.
monday-thank-because = He auttavat luotettavimmin; ensimmäinen heistä on auttanut { $helped ->
    [one] yhtä työtoveria
   *[other] { $helped } työtoveria
}. Se, jota kiitetään, jää.
monday-relieve = Kevennä taakkaa: { $people }.
monday-relieve-because = Yhden ihmisen varassa on jopa { $load } vastausta kuussa; se uuvuttaa.
monday-ask = Kysy, auttaisivatko: { $people }.
monday-ask-because = { $units ->
    [0] Apu olisi varmempaa siellä, missä se on yhden varassa.
    [one] Yhdessä yksikössä on liian vähän omia auttajia.
   *[other] { $units } yksikössä on liian vähän omia auttajia.
}
monday-few = Jaa vastaamista useammalle.
monday-few-because = Viisi ihmistä antaa vähintään { $share } vastauksista: jos he ovat poissa, kysymykset jäävät auki.

## Kuinka laajalle se on levinnyt?

spread-question = Kuinka laajalle se on levinnyt?
spread-written = { $share } kaikkiaan { $people } työtoverista on kirjoittanut jotain (väli { $low }–{ $high }).
spread-joined = { $share } kaikkiaan { $people } työtoverista on liittynyt (väli { $low }–{ $high }).
spread-ceiling = Jos sama jatkuu, kasvu tasaantuu välille { $low }–{ $high }.
spread-ceiling-unknown = Mihin kasvu tasaantuu, ei vielä voida tietää.
spread-ceiling-level = tasaantuu noin tasolle { $people }
spread-forecast = Kirjoittaneet työtoverit, ja miten kasvu voi jatkua (90 %:n väli)
spread-forecast-description = { $day } heitä olisi noin { $people }, välillä { $low }–{ $high }.
spread-curve = Liittyneiden, kirjoittaneiden ja säännöllisesti kirjoittavien osuus
spread-curve-description = Käyrät { $from }–{ $to }. Lopussa { $share } on kirjoittanut. Luvut ovat taulukossa.
spread-by-unit = Kirjoittaneiden osuus yksiköittäin
spread-units-description = { $n ->
    [one] Yksi yksikkö
   *[other] { $n } yksikköä
}: kirjoittaneiden osuus väleineen. Luvut ovat taulukossa.
spread-funnel = Kutsutusta vakituiseksi
spread-limits = Tässä lasketaan, mitä ihmiset tekivät, ei mitä he lukivat tai ajattelivat. Pienten yksiköiden välit ovat leveitä: järjestys ei ole varma. Vähäinen käyttö ei ole kenenkään vika; yksiköllä ei ehkä ole tarvetta.

## Kuka auttaa, ja riittääkö se?

helpers-question = Kuka auttaa, ja riittääkö se?
helpers-finding = { $people } työtoverista { $helpers } ({ $share }) on ainakin kerran vastannut toisen kysymykseen; { $champions ->
    [0] kukaan heistä ei niin usein ja niin äskettäin, että siihen voisi luottaa.
    [one] yksi heistä niin usein ja niin äskettäin, että siihen voi luottaa.
   *[other] { $champions } heistä niin usein ja niin äskettäin, että siihen voi luottaa.
}
helpers-none = Kukaan ei ole vielä vastannut työtoverin kysymykseen.
helpers-cover = { $chosen ->
    [0] Nykyisillä auttajilla
    [one] Yhdellä auttajalla lisää
   *[other] { $chosen } auttajalla lisää
} oma auttaja olisi { $covered } yksikössä { $units } yksiköstä.
helpers-busy = { $busy } auttajaa { $champions } auttajasta tekee jo niin paljon kuin voi pyytää.
helpers-list = Auttajat
helpers-by-unit = Auttajat yksiköittäin
helpers-chart = Autettuja työtovereita kuussa, väleineen
helpers-chart-description = { $n ->
    [one] Yksi auttaja
   *[other] { $n } auttajaa
} ja autettujen määrä kuussa väleineen. Luvut ovat taulukossa.
helpers-limits = Tässä näkyy, mitä yhteisössä kirjoitettiin, ei kahviautomaatilla annettu apu. Jos välit menevät päällekkäin, järjestys voi olla toinen. Se, joka ei ole listalla, voi olla yhtä avulias muualla.
coverage-chart = Kuinka moni työtoveri on tavoitettavissa, kun auttajia on enemmän
coverage-description = Käyrä, joka nousee tasolle { $share }, kun auttajia on { $k } lisää. Pisteet ovat alla luettelossa.
coverage-at = { $k ->
    [one] Yksi lisää tavoittaa { $share }
   *[other] { $k } lisää tavoittaa { $share }
}
coverage-along = Pyydettäviä ihmisiä
coverage-slider = Kuinka monta auttajaa tarvitaan?

## Keneltä kysytään?

asked-question = Keneltä kysytään?
asked-finding = { $hubs ->
    [one] Yhdeltä ihmiseltä
   *[other] { $hubs } ihmiseltä
} kysyy selvästi useampi työtoveri kuin on tavallista.
asked-unclear = Nimeltä kysyttiin { $asked ->
    [one] yhdeltä ihmiseltä
   *[other] { $asked } ihmiseltä
}, keneltäkään ei selvästi tavallista enemmän.
asked-none = Keneltäkään ei kysytty nimeltä.
asked-units = { $hubs ->
    [one] Yhdeltä ihmiseltä
   *[other] { $hubs } ihmiseltä
} kysyy selvästi useampi työtoveri kuin on tavallista. Heitä ei tässä mainita nimeltä.
asked-list = Ihmiset, joilta kysytään
asked-chart = Kysyjiä kuussa, väleineen
asked-chart-description = { $n ->
    [one] Yksi ihminen
   *[other] { $n } ihmistä
} ja kysyjien määrä kuussa väleineen. Luvut ovat taulukossa.
asked-limits = Mainitseminen ei ole aina kysymistä, ja puhelimessa kysyminen ei näy. Usein se, jolta kysytään, ei ole asiantuntija vaan se, joka tietää keneltä kysyä.

## Onko se yhteisömanagerin varassa?

dependence-question = Onko se yhteisömanagerin varassa?
dependence-mostly = Yhteisömanageri antaa ensimmäisen vastauksen { $share } osuuteen vastatuista kysymyksistä (väli { $low }–{ $high }, kysymyksiä { $of }): yhteisö on yhden varassa.
dependence-others = Jäsenet vastaavat toisilleen: yhteisömanagerin osuus ensimmäisistä vastauksista on { $share } (väli { $low }–{ $high }, kysymyksiä { $of }).
dependence-unclear = Yhteisömanagerin osuus ensimmäisistä vastauksista on { $share } (väli { $low }–{ $high }, kysymyksiä { $of }); onko se yli puolet, ei voida sanoa.
dependence-not-known = Yhteisömanageria ei tunneta, tai vastattuja kysymyksiä on liian vähän: mitään ei voida sanoa.
dependence-few-finding = Viisi eniten vastaavaa antaa { $share } vastauksista; { $n ->
    [one] yksi ihminen antaa
   *[other] { $n } ihmistä antaa
} puolet niistä.
dependence-shares = Yhteisömanagerin osuudet
dependence-few = Harvojen vastaukset
dependence-chart = Yhteisömanagerin osuus ensimmäisistä vastauksista, kaksitoista viikkoa kerrallaan
dependence-description = Käyrä { $from }–{ $to }, tasolta { $before } tasolle { $after }, väleineen.
dependence-half = puolet
dependence-limits = Nopea yhteisömanageri vie vastaukset jäseniltä, jotka olisivat vastanneet vähän myöhemmin. Mitä ilman häntä jäisi vastaamatta, on toinen kysymys; siihen what-if antaa rajat.

## Puhuvatko ihmiset toisilleen, yli yksikkörajojen?

talk-question = Puhuvatko ihmiset toisilleen, yli yksikkörajojen?
talk-finding = Kaikkiaan { $threads } ketjusta { $share } oli jäsenten vuoropuhelua (väli { $low }–{ $high }).
talk-across = Työtoverien { $replies } vastauksesta { $share } meni toiseen yksikköön (väli { $low }–{ $high }); sattumalta se olisi { $expected }.
talk-matrix = Vastaukset yksiköstä toiseen: 1 on sama kuin sattumalta
talk-matrix-to = kenelle
talk-matrix-description = Taulukko, jossa on { $n } × { $n } yksikköä; tummissa ruuduissa vastauksia on enemmän kuin sattumalta. Rivit vastaavat sarakkeille.
talk-drawing = Kuka puhuu kenelle: jäsenet, joilla on eniten yhteyksiä; auttajat vihreällä, kyselyjen kohteet violetilla
talk-drawing-description = Piirros, jossa on { $n } jäsentä ja heidän väliset yhteytensä; luettelot kertovat saman sanoin.
talk-groups = Ryhmät
talk-units = Yli yksikkörajojen
talk-limits = Yksikön sisäiset vastaukset eivät ole vika: lähimmillä työtovereilla on enemmän puhuttavaa. Yksityisiä keskusteluja ei lueta.
