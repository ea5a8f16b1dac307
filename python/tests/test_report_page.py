"""The report page in a browser: it works, it says nothing to anybody, and everybody can use it.

Skipped where no browser is found; python/tests/browser.py says how one is looked for.
"""

import csv
import http.server
import io
import json
import re
import threading
import zipfile
from pathlib import Path

import cmgraph as cg
import pytest
from browser import launched, opened

LANGUAGES = ["en", "fi", "nb", "sv"]
MANAGER = "anna.manager@example.com"
# Names that somebody could give himself, from markup to a name of 200 letters.
HOSTILE = [
    "<script>window.harmed=1</script>",
    '"><img src=x onerror="window.harmed=1">',
    "</title></style></textarea><svg onload=window.harmed=1>",
    "Robert'); window.harmed=1;//",
    '=HYPERLINK("http://127.0.0.1/";"x")',
    "محمد بن علي \u202eevil",
    "👩‍👩‍👧 Zoë 𝕏",
    "Å" * 200,
    "&lt;b&gt; &amp; {{7*7}} ${window.harmed=1}",
    "' onmouseover='window.harmed=1' id='en",
]


@pytest.fixture(scope="module")
def browser():
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def path(browser, folder) -> Path:
    """The report of the bundled export."""
    path = folder / "report.html"
    cg.example().report(path, purpose="to find helpers")
    return path


def renamed(data: Path, folder: Path) -> Path:
    """The bundled export, in which those whom the report shows have hostile names, units and groups."""
    c = cg.example()
    shown = [*c.champions(n=7).column("name"), *c.question_hubs(n=3).column("name")]
    names = dict(zip(dict.fromkeys(shown), HOSTILE, strict=False))
    with zipfile.ZipFile(data / "export.zip") as archive:
        parts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}

    def rewrite(text: str, changes: dict[str, dict[str, str]]) -> str:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        for row in rows:
            for column, known in changes.items():
                row[column] = known.get(row[column], row[column])
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    csv.field_size_limit(10**8)
    groups = {"customer-feedback": "<b onclick=window.harmed=1>Group</b>"}
    units = {f"Team {n:02}": f"<img src=x onerror=window.harmed={n}>" for n in range(1, 4)}
    parts["Users.csv"] = rewrite(parts["Users.csv"], {"name": names, "department": units})
    parts["Messages.csv"] = rewrite(parts["Messages.csv"], {"sender_name": names, "group_name": groups})
    parts["Groups.csv"] = rewrite(parts["Groups.csv"], {"name": groups})
    with zipfile.ZipFile(folder / "hostile.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    roster = (data / "roster.csv").read_text("utf-8-sig")
    (folder / "hostile.csv").write_text(
        rewrite(roster, {"displayName": names, "department": units}), encoding="utf-8"
    )
    return folder / "hostile.zip"


# --- what a reader does ---------------------------------------------------------------------------------


def test_it_opens_quietly_and_asks_for_nothing(browser, path):
    times = []
    for _ in range(3):
        with opened(browser, path) as (page, seen):
            # Usable: the headers can be pressed.
            page.locator("table.sortable th button").first.wait_for(state="attached")
            times.append(page.evaluate("performance.getEntriesByType('navigation')[0].domComplete"))
            assert page.locator("h1:visible").count() == 1
            assert (seen.console, seen.requests) == ([], [path.as_uri()])
    # The fastest of three: the machine may be busy.
    assert min(times) < 1000, times
    print(f"usable after {min(times):.0f} ms, {path.stat().st_size / 1e6:.2f} MB")


def cells(table, column: int) -> list[str]:
    rows = table.locator("tbody tr:visible").all()
    return [row.locator("th, td").nth(column).inner_text() for row in rows]


def test_sorting_by_mouse_and_keyboard(browser, path):
    with opened(browser, path) as (page, seen):
        fold = page.locator("#en-helpers details.numbers").first
        fold.locator("summary").click()
        table = fold.locator("table")
        heads = table.locator("thead th")
        before = cells(table, 0)
        number = page.evaluate(
            "t => [...t.tHead.rows[0].cells].findIndex(c => c.classList.contains('number'))",
            table.element_handle(),
        )

        def places() -> list[float]:
            script = "([t, at]) => [...t.tBodies[0].rows].map(r => +r.cells[at].dataset.sort)"
            return page.evaluate(script, [table.element_handle(), number])

        heads.nth(number).locator("button").click()
        assert heads.nth(number).get_attribute("aria-sort") == "descending"
        assert places() == sorted(places(), reverse=True)
        heads.nth(number).locator("button").press("Enter")
        assert heads.nth(number).get_attribute("aria-sort") == "ascending"
        assert places() == sorted(places())
        assert len(set(places())) > 3
        heads.nth(0).locator("button").press("Space")
        assert [head.get_attribute("aria-sort") for head in heads.all()].count("ascending") == 1
        assert heads.nth(0).get_attribute("aria-sort") == "ascending"
        names = cells(table, 0)
        assert names != before and sorted(names) == sorted(before)
        script = "names => [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))"
        assert names == page.evaluate(script, names)
        assert seen.console == []


def test_filter(browser, path):
    with opened(browser, path) as (page, _):
        fold = page.locator("#en-spread details.numbers").first
        fold.locator("summary").click()
        rows = fold.locator("tbody tr")
        every = rows.count()
        assert every > 8
        fold.locator("input[type=search]").fill("SALES")
        left = fold.locator("tbody tr:visible").all_inner_texts()
        assert 0 < len(left) < every and all("sales" in text.lower() for text in left)
        assert fold.locator("output").inner_text() == f"{len(left)} / {every}"
        fold.locator("input[type=search]").fill("nothing like it")
        assert fold.locator("tbody tr:visible").count() == 0
        fold.locator("input[type=search]").fill("")
        assert fold.locator("tbody tr:visible").count() == every
        # Few rows need no filter.
        for box in page.locator("#en details.numbers").all():
            many = box.locator("tbody tr").count() > 8
            assert box.locator("input[type=search]").count() == many


def test_slider(browser, path):
    with opened(browser, path) as (page, _):
        slider = page.locator("#en-helpers .slider input[type=range]")
        lines = page.locator("#en-helpers .slider li").all_text_contents()
        shown = page.locator("#en-helpers .slider li:visible")
        assert len(lines) > 2 and shown.count() == 1
        slider.press("Home")
        assert shown.inner_text() == lines[0] == slider.get_attribute("aria-valuetext")
        slider.press("ArrowRight")
        assert shown.inner_text() == lines[1]
        slider.press("End")
        assert shown.inner_text() == lines[-1] == slider.get_attribute("aria-valuetext")
        assert slider.get_attribute("aria-label")


def language_of(page) -> list[str]:
    """What is seen, and what the document says of itself."""
    return page.evaluate(
        "[[...document.querySelectorAll('.edition')].filter(e => e.offsetHeight).map(e => e.lang).join(),"
        " document.documentElement.lang]"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_languages(browser, path, scripts):
    with opened(browser, path, java_script_enabled=scripts) as (page, seen):
        visible = page.locator(".edition:visible")
        assert visible.get_attribute("lang") == "en"
        titles = set()
        for code in ["fi", "nb", "sv", "en"]:
            page.locator(f'.edition:visible .languages a[href="#{code}"]').click()
            page.locator(f"#{code}").wait_for(state="visible")
            assert visible.count() == 1 and visible.get_attribute("lang") == code
            titles.add(visible.locator("h1").inner_text())
            assert (
                visible.locator("[aria-current]").inner_text()
                == visible.locator(f".languages [lang={code}]").inner_text()
            )
            if scripts:
                page.wait_for_function(f"document.documentElement.lang === '{code}'")
                assert language_of(page) == [code, code]
                assert page.title() == visible.locator("h1").inner_text()
                assert (
                    page.evaluate("document.activeElement.textContent")
                    == visible.locator("[aria-current]").inner_text()
                )
            # A link inside stays in the language.
            visible.locator("nav.contents a").last.click()
            assert visible.get_attribute("lang") == code and page.url.endswith(f"#{code}-talk")
        assert len(titles) == 4 and seen.console == []
        page.go_back()
        assert visible.count() == 1
    # The address tells the language to whom it is sent.
    with opened(browser, path, fragment="#sv-helpers", java_script_enabled=scripts) as (page, _):
        assert page.locator(".edition:visible").get_attribute("lang") == "sv"
        assert abs(page.locator("#sv-helpers").bounding_box()["y"]) < 100


def ground(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_theme(browser, path):
    white = "rgb(255, 255, 255)"
    for system in ["light", "dark"]:
        with opened(browser, path, color_scheme=system) as (page, _):
            choice = page.locator(".edition:visible select.theme")
            own = ground(page)
            assert (own == white) == (system == "light")
            choice.select_option("dark")
            assert ground(page) != white
            # It holds in another language.
            page.locator('.edition:visible .languages a[href="#fi"]').click()
            page.locator("#fi").wait_for(state="visible")
            assert ground(page) != white
            assert choice.input_value() == "dark"
            choice.select_option("light")
            assert ground(page) == white
            choice.select_option("")
            assert ground(page) == own
            # Paper is light, whatever was chosen.
            choice.select_option("dark")
            page.emulate_media(media="print")
            assert ground(page) == white


def test_on_paper(browser, path, folder):
    with opened(browser, path) as (page, _):
        tall = page.locator("#en-spread details").first
        tall.evaluate("d => { d.open = true; }")
        page.emulate_media(media="print")
        for control in ["nav", "select", "button.unfold", "input", ".skip", ".tip"]:
            assert page.locator(f"{control}:visible").count() == 0, control
        assert tall.is_visible() and tall.locator("table").is_visible()
        # What is folded is left out, and the list of the coverage is whole.
        assert page.locator("details:not([open]):visible").count() == 0
        assert page.locator("#en-helpers .slider li:visible").count() > 2
        breaks = page.locator("#en section").evaluate_all(
            "all => all.map(s => getComputedStyle(s).breakBefore)"
        )
        assert breaks == ["auto"] + ["page"] * (len(breaks) - 1) and len(breaks) >= 6
        page.emulate_media(media="screen")
        # One language on paper, a page a question at least.
        pages = page.pdf(format="A4", prefer_css_page_size=True)
        count = len(re.findall(rb"/Type\s*/Page\b", pages))
        assert len(breaks) <= count <= 3 * len(breaks)
        unfold = page.locator("#en button.unfold")
        unfold.click()
        assert page.locator("#en details:not([open])").count() == 0
        assert unfold.inner_text() == unfold.get_attribute("data-fold")
        unfold.click()
        assert page.locator("#en details[open]").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone(browser, path, language):
    with opened(browser, path, fragment=f"#{language}", width=390, has_touch=True) as (page, _):
        page.locator(f"#{language} button.unfold").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        # Wide tables scroll in a region of their own, which a keyboard reaches; narrow ones are no stop.
        regions = page.locator(f"#{language} :is(.scroll, .drawing)").evaluate_all(
            "all => all.map(r => [r.scrollWidth > r.clientWidth, r.tabIndex, r.getAttribute('aria-label')])"
        )
        assert any(wide for wide, *_ in regions)
        assert all((tab == 0) == wide and label for wide, tab, label in regions), regions


def test_marks_tell_their_values(browser, path):
    with opened(browser, path, has_touch=True) as (page, _):
        tip = page.locator(".tip")
        chart = page.locator("#en-talk svg.chart:has(circle > title):visible").last
        chart.scroll_into_view_if_needed()
        marks = chart.locator("circle:has(> title)")
        assert tip.inner_text() == "" and marks.count() > 3
        chart.focus()
        page.keyboard.press("ArrowRight")
        one = tip.inner_text()
        page.keyboard.press("ArrowRight")
        assert one and tip.inner_text() and tip.inner_text() != one
        page.keyboard.press("Escape")
        assert tip.inner_text() == ""
        marks.first.tap()
        assert tip.inner_text() == marks.first.locator("title").text_content()


def test_without_script(browser, path):
    with opened(browser, path, java_script_enabled=False) as (page, seen):
        # No idle control, and everything is read.
        assert page.locator("button, select, input").count() == 0
        assert page.locator("#en-helpers .slider li:visible").count() > 2
        fold = page.locator("#en-helpers details").first
        fold.locator("summary").click()
        assert fold.locator("table").is_visible()
        assert seen.console == []


# --- everybody -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_accessibility(browser, path, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    with opened(browser, path, fragment=f"#{language}") as (page, _):
        page.locator(f"#{language} button.unfold").click()
        outline = page.locator(f"#{language} :is(h1, h2, h3, h4)").evaluate_all(
            "all => all.map(h => +h.tagName[1])"
        )
        assert outline[0] == 1 and outline.count(1) == 1
        assert all(below <= above + 1 for above, below in zip(outline, outline[1:], strict=False))
        # The other languages have their turn; hidden as they are they only take time.
        page.evaluate("document.querySelectorAll('.edition[hidden]').forEach((other) => other.remove())")
        for theme, most, options in [
            ("light", 20, {"resultTypes": ["violations"]}),
            ("dark", 0, {"runOnly": ["color-contrast"]}),
        ]:
            page.locator(f"#{language} select.theme").select_option(theme)
            found = axe.run(page, options=options).response
            assert len(found["passes"]) > most
            wrong = {v["id"]: [n["html"][:200] for n in v["nodes"]] for v in found["violations"]}
            assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)
            assert contrasts(page) == []


def contrasts(page) -> list:
    """Texts of drawings with too little contrast: axe does not look at them."""
    return page.evaluate("""() => {
      const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
      const ground = rgb(getComputedStyle(document.body).backgroundColor);
      const out = [];
      for (const text of document.querySelectorAll(".edition:not([hidden]) svg.chart text")) {
        // Of the two layouts of a drawing the other one has the same inks.
        if (!text.getClientRects().length) continue;
        let behind = ground;
        if (text.closest("g.cell")) {
          const svg = text.ownerSVGElement, middle = svg.createSVGPoint();
          [middle.x, middle.y] = [+text.getAttribute("x"), +text.getAttribute("y") - 4];
          const shade = [...svg.querySelectorAll("path.shade")].find((path) => path.isPointInFill(middle));
          if (shade) {
            const style = getComputedStyle(shade), fill = rgb(style.fill);
            behind = ground.map((g, i) => g + (fill[i] - g) * style.opacity);
          }
        }
        const [a, b] = [light(rgb(getComputedStyle(text).fill)), light(behind)].sort((x, y) => y - x);
        if ((a + .05) / (b + .05) < 4.5) out.push([(text.closest("g.cell") ?? text).getAttribute("class"), text.textContent, (a + .05) / (b + .05)]);
      }
      return out;
    }""")


def test_by_keyboard_alone(browser, path):
    with opened(browser, path) as (page, _):
        page.keyboard.press("Tab")
        skip = page.locator("#en .skip")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert skip.bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.url.endswith("#en-monday")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('section')?.id") == "en-monday"
        # Whatever can be reached is seen to be reached.
        reached = 0
        while reached < 60:
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            reached += 1
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert reached > 15


def test_reduced_motion(browser, path):
    for motion, expected in [("no-preference", "smooth"), ("reduce", "auto")]:
        with opened(browser, path, reduced_motion=motion) as (page, _):
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == expected


# --- nothing gets in or out ----------------------------------------------------------------------------


def test_hostile_names_are_texts(browser, data, folder):
    c = cg.read(renamed(data, folder), roster=folder / "hostile.csv", community_managers=[MANAGER])
    path = folder / "hostile.html"
    c.report(path, title=HOSTILE[0], purpose=HOSTILE[1])
    with opened(browser, path) as (page, seen):
        page.locator("#en button.unfold").click()
        told = page.locator("#en").inner_text()
        found = [name for name in HOSTILE if name in told]
        assert len(found) >= 8, found
        assert page.title() == HOSTILE[0]
        page.wait_for_timeout(100)
        assert page.evaluate("window.harmed") is None
        # No element came of a name, and the page is as wide as ever.
        assert page.locator("img, b[onclick], svg[onload], [onmouseover], [onerror]").count() == 0
        assert page.locator("script").count() == 1 and page.locator(".edition").count() == 4
        assert (seen.console, seen.requests) == ([], [path.as_uri()])
    with opened(browser, path, width=390) as (page, _):
        page.locator("#en button.unfold").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.fixture
def listener():
    """A server on this machine that notes what is asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_policy_holds_where_escaping_would_fail(browser, path, folder, listener):
    address, asked = listener
    injected = (
        f'<img src="{address}/image"><script>window.harmed = 1; fetch("{address}/fetch")</script>'
        f'<style>body {{ background: url("{address}/style") }}</style><svg onload="window.harmed = 2"></svg>'
        f'<link rel=stylesheet href="{address}/link"><iframe src="{address}/frame"></iframe>'
        f'<script src="{address}/script"></script><a id=out ping="{address}/ping" href="#en">x</a>'
    )
    page_text = path.read_text("utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', page_text)[0]
    attacked = page_text.replace("<body>", f"<body>{injected}", 1)
    assert attacked != page_text

    def harm(text: str) -> tuple[object, set[str]]:
        asked.clear()
        file = folder / "attacked.html"
        file.write_text(text, encoding="utf-8")
        with opened(browser, file) as (page, _):
            page.evaluate("url => fetch(url).catch(() => 0)", f"{address}/late")
            page.evaluate("url => navigator.sendBeacon(url)", f"{address}/beacon")
            page.wait_for_timeout(300)
            # The page itself works on.
            assert page.locator("#en button.unfold").count() == 1
            return page.evaluate("window.harmed"), set(asked)

    assert harm(attacked) == (None, set())
    # Without the policy the same would have done harm: the test can fail.
    harmed, leaked = harm(attacked.replace(policy, ""))
    assert harmed and {"/image", "/fetch", "/style", "/script"} <= leaked


# --- notebooks and other exports -------------------------------------------------------------------------


def test_in_a_notebook(browser, path, folder):
    report = cg.example(mode="aggregate").report(language="sv", languages=["fi", "sv"])
    assert report.languages == ["sv", "fi"]
    assert repr(report) == f"<cmgraph.Report: {report.title}, sv fi>"
    saved = folder / "saved.html"
    report.save(saved)
    assert saved.read_text("utf-8") == report.html
    around = folder / "notebook.html"
    around.write_text(
        f"<!DOCTYPE html><title>notebook</title><p id=out>{report._repr_html_()}", encoding="utf-8"
    )
    with opened(browser, around) as (page, seen):
        frame = page.frame_locator("iframe")
        frame.locator("#sv h1").wait_for(state="visible")
        assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
        frame.locator('#sv .languages a[href="#fi"]').click()
        frame.locator("#fi h1").wait_for(state="visible")
        frame.locator("#fi nav.contents a").last.click()
        frame.locator("#fi button.unfold").click()
        assert frame.locator("#fi details[open]").count() > 5
        # The frame has not gone elsewhere and asks for nothing.
        assert page.url == around.as_uri()
        assert {url for url in seen.requests if not url.startswith("about:srcdoc")} == {around.as_uri()}
        assert seen.console == []


def test_another_export(browser, shared, folder):
    path = folder / "quantum.html"
    cg.read(shared / "yammer-quantum" / "export.zip").report(path)
    with opened(browser, path) as (page, seen):
        page.locator("#en button.unfold").click()
        page.locator("#en table.sortable th button").first.click()
        assert page.locator("#en [aria-sort]").count() == 1
        page.locator('.edition:visible .languages a[href="#nb"]').click()
        page.locator("#nb").wait_for(state="visible")
        assert (seen.console, seen.requests) == ([], [path.as_uri()])
        assert path.stat().st_size < 2_000_000
    with opened(browser, path, width=390) as (page, _):
        page.locator("#en button.unfold").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
