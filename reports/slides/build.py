"""Six slides of a report, with native charts whose workbooks hold no formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.core.messages import msg
from auditor.result.schema import Result
from reports.brand import NO_BRAND, Brand
from reports.figures import Stack, Weekly
from reports.language import Language
from reports.names import PageContext
from reports.notes import NO_NOTES, Notes, plain_by_section
from reports.page import Page, build_page
from reports.safety import page_text
from reports.slides.template import Box, Deck, deck_of, kind_of, refusing_damaged, title_of

if TYPE_CHECKING:
    from pptx.slide import Slide, SlideLayout

_FIXED = (1980, 1, 1, 0, 0, 0)
_LONGEST_TITLE = 255
_MOST_ROWS = 9
_MOST_LINES = 9
_WEEKS = 26


def render_slides(
    result: Result,
    language: str,
    brand: Brand = NO_BRAND,
    template: Path | None = None,
    notes: Notes = NO_NOTES,
) -> bytes:
    """The report as a presentation; the same bytes for the same result.

    Args:
        result: what the audit found.
        language: code of the reader's language, ``it`` or ``en``.
        brand: whoever hands it over.
        template: an agency's ``.pptx`` or ``.potx``.
        notes: her own words.

    Raises:
        InputError: the template cannot be used.
    """
    page = build_page(result, brand)
    voice = Language(language, result.client.timezone)
    with refusing_damaged(template):
        slides = _Slides(deck_of(template), page, voice, brand, result)
        return _with_fixed_times(_presented(slides, result, notes))


def _presented(slides: _Slides, result: Result, notes: Notes) -> bytes:
    """All slides, one after the other, as a file."""
    slides.cover()
    slides.brief()
    slides.scores()
    slides.weeks()
    slides.mix()
    slides.things()
    slides.own_words(notes)
    properties = slides.deck.presentation.core_properties
    made_at = result.generated_at.astimezone(UTC).replace(tzinfo=None)
    properties.title = slides.words(slides.page.title)[:_LONGEST_TITLE]
    properties.author = slides.brand.name[:_LONGEST_TITLE]
    properties.last_modified_by = properties.author
    properties.created = properties.modified = made_at
    properties.revision = 1
    buffer = io.BytesIO()
    slides.deck.presentation.save(buffer)
    return buffer.getvalue()


class _Slides:
    def __init__(
        self, deck: Deck, page: Page, voice: Language, brand: Brand, result: Result
    ) -> None:
        self.deck, self.page, self.voice, self.brand = deck, page, voice, brand
        self.context = PageContext(result, brand.verdicts)
        self.made_at = result.generated_at

    def words(self, value: object) -> str:
        """A value as text that a slide can hold."""
        return " ".join(page_text(self.voice.value(value)).split())

    def _slide(self, title: object, layout: SlideLayout | None = None) -> Slide:
        slide: Slide = self.deck.presentation.slides.add_slide(layout or self.deck.inner)
        title_of(slide, self.words(title))
        for holder in list(slide.placeholders):
            if holder.placeholder_format.idx != 0 and layout is None:
                holder._element.getparent().remove(holder._element)
        if layout is None:
            self._foot(slide)
        return slide

    def _foot(self, slide: Slide) -> None:
        parts = (
            self.page.client,
            self.words(self.page.made_on),
            self.brand.name,
            self.brand.footer,
        )
        box = self.deck.body
        height = 260_000
        top = int(self.deck.presentation.slide_height or 6_858_000) - height - 120_000
        self._text(
            slide, Box(box.left, top, box.width, height), [" · ".join(filter(None, parts))], 10
        )

    def _text(
        self, slide: Slide, box: Box, lines: Sequence[str], size: int, bold_first: bool = False
    ) -> None:
        from pptx.util import Pt

        shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
        frame = shape.text_frame
        frame.word_wrap = True
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = line
            run.font.size = Pt(size)
            run.font.bold = bold_first and number == 0

    def cover(self) -> None:
        """The client, what was found, who hands it over."""
        slide = self._slide(self.page.client, self.deck.cover)
        lines = [self.words(self.page.headline), self.words(self.page.made_on)]
        if self.brand.name:
            lines.append(self.words(msg("by {name}", name=self.brand.name)))
        if self.brand.confidential:
            lines.append(self.brand.confidential)
        holders = [h for h in slide.placeholders if h.placeholder_format.idx != 0]
        subtitle = next((h for h in holders if kind_of(h) == "SUBTITLE"), None)
        if subtitle is None:
            self._text(slide, self.deck.body, lines, 20)
        else:
            subtitle.text_frame.text = "\n".join(lines)
        for holder in holders:
            if holder is not subtitle:
                holder._element.getparent().remove(holder._element)
        if self.brand.logo is not None:
            width = self.brand.logo.width * 9_525
            left = int(self.deck.presentation.slide_width or 0) - width - 457_200
            picture = slide.shapes.add_picture(
                io.BytesIO(self.brand.logo.png), left, 300_000, width=width
            )
            _describe(picture, self.brand.name)

    def brief(self) -> None:
        """Each page with its verdict and its score; why stands in the notes."""
        from pptx.util import Pt

        slide = self._slide(msg("In brief"))
        lines = self.page.sheet.lines[:_MOST_ROWS]
        if not lines:
            self._text(slide, self.deck.body, [self.words(self.page.headline)], 20)
            return
        box = self.deck.body
        table = slide.shapes.add_table(
            len(lines) + 1,
            3,
            box.left,
            box.top,
            box.width,
            min(box.height, 420_000 * (len(lines) + 1)),
        ).table
        rows = [(msg("Page"), msg("Verdict"), msg("Score"))]
        cells = [tuple(self.words(title) for title in rows[0])]
        for line in lines:
            label = ", ".join(self.words(part) for part in line.label)
            score = "" if line.score is None else self.words(line.score)
            cells.append((self.words(line.name), label, score))
        for number, row in enumerate(cells):
            for at, text in enumerate(row):
                cell = table.cell(number, at)
                cell.text = text
                for run in cell.text_frame.paragraphs[0].runs:
                    run.font.size = Pt(16)
        _notes(slide, [f"{self.words(line.name)}: {self.words(line.reason)}" for line in lines])

    def scores(self) -> None:
        """The score of each page; one without a score has no bar."""
        title = msg("Score of each page, from 0 to 100")
        slide = self._slide(title)
        accounts = [
            account for account in self.context.order if account.ref in self.context.own_refs
        ]
        names = [self.words(self.context.names[account.ref]) for account in accounts]
        values = [account.score.value for account in accounts]
        if any(value is not None for value in values):
            series = [(self.words(msg("Score")), values)]
            chart = self._chart(slide, "BAR_CLUSTERED", names, series, self.words(title))
            chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
        missing = [name for name, value in zip(names, values, strict=True) if value is None]
        if missing:
            _notes(slide, [self.words(msg("Without a score: {names}.", names=missing))])

    def weeks(self) -> None:
        """The interactions of each week of the page that needs help most."""
        figure = next((f for f in self.page.rhythm if isinstance(f.chart, Weekly)), None)
        if figure is None or not isinstance(figure.chart, Weekly):
            return
        slide = self._slide(figure.title)
        weeks = figure.chart.weeks[-_WEEKS:]
        days = [f"{week.start.day}/{week.start.month}" for week in weeks]
        values = [week.interactions for week in weeks]
        name = self.words(msg("Interactions"))
        self._chart(slide, "COLUMN_CLUSTERED", days, [(name, values)], self.words(figure.title))
        if figure.account is not None:
            _notes(slide, [self.words(figure.account), self.words(figure.reading)])

    def mix(self) -> None:
        """What the posts of each page are about."""
        figure = next((f for f in self.page.mix if isinstance(f.chart, Stack)), None)
        if figure is None or not isinstance(figure.chart, Stack):
            return
        slide = self._slide(figure.title)
        rows = [row for row in figure.chart.rows if sum(row.parts)]
        names = [self.words(row.name) for row in rows]
        series = [
            (self.words(kind.name), [row.parts[at] for row in rows])
            for at, kind in enumerate(figure.chart.kinds)
        ]
        inks = [kind.ink for kind in figure.chart.kinds]
        if rows:
            self._chart(slide, "BAR_STACKED_100", names, series, self.words(figure.title), inks)
        _notes(slide, [self.words(figure.reading)])

    def things(self) -> None:
        """What to do first: what, how much, who; why stands in the notes."""
        slide = self._slide(self.page.first_heading)
        things = self.page.first
        box = self.deck.body
        if not things:
            words = [words for name, words in self.page.not_measured if name == "first"]
            self._text(slide, box, [self.words(part) for part in words], 20)
            return
        width = box.width // len(things)
        for number, thing in enumerate(things):
            lines = [
                self.words(thing.title),
                self.words(msg("In 90 days: {what}", what=thing.target)),
                self.words(msg("Effort: {what}", what=thing.effort_words)),
            ]
            if thing.who:
                lines.append(self.words(msg("Who: {name}", name=thing.who)))
            place = Box(box.left + number * width, box.top, width - 200_000, box.height)
            self._text(slide, place, lines, 18, bold_first=True)
        _notes(slide, [f"{self.words(thing.title)}: {self.words(thing.why)}" for thing in things])

    def own_words(self, notes: Notes) -> None:
        """What the consultant says of the whole; all of her notes stand below the slide."""
        parts = plain_by_section(notes, self.voice)
        if not parts:
            return
        name = self.brand.name
        slide = self._slide(msg("A note by {name}", name=name) if name else msg("A note"))
        lines = [line for _, text in parts for line in text.split("\n")]
        shown = lines[:_MOST_LINES] + (["…"] if len(lines) > _MOST_LINES else [])
        self._text(slide, self.deck.body, shown, 18)
        _notes(slide, [f"{title}: {text}" if title else text for title, text in parts])

    def _chart(
        self,
        slide: Slide,
        kind: str,
        names: Sequence[str],
        series: Sequence[tuple[str, Sequence[float | int | None]]],
        words: str,
        inks: Sequence[str] = (),
    ) -> Any:  # noqa: ANN401 - the library's own chart
        """A native chart in the slide's body; returns it.

        Args:
            slide: where it stands.
            kind: a name of the library's chart types.
            names: the categories.
            series: names with their values; unknown is ``None``.
            words: what it shows, for whoever does not see it.
            inks: colours by series, as names of the palette.
        """
        from pptx.chart.data import CategoryChartData
        from pptx.dml.color import RGBColor
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

        data = CategoryChartData()
        data.categories = list(names)
        for name, values in series:
            data.add_series(name, values)
        box = self.deck.body
        place = (box.left, box.top, box.width, box.height)
        frame = slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), *place, data)
        chart: Any = frame.chart
        chart.part.chart_workbook.update_from_xlsx_blob(_workbook(names, series, self.made_at))
        chart.has_title = False
        chart.has_legend = len(series) > 1
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.BOTTOM
            chart.legend.include_in_layout = False
        chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("DFE2E6")
        if kind.startswith("BAR"):
            chart.category_axis.reverse_order = True
        light = self.brand.light
        for at, plotted in enumerate(chart.plots[0].series):
            ink = inks[at] if at < len(inks) else ""
            colour = getattr(light, ink, light.missing) if ink else light.bar
            plotted.format.fill.solid()
            plotted.format.fill.fore_color.rgb = RGBColor.from_string(colour[1:].upper())
        if len(series) == 1:
            plot = chart.plots[0]
            plot.gap_width = 50
            plot.has_data_labels = kind.startswith("BAR")
            if plot.has_data_labels:
                plot.data_labels.number_format = "0"
                plot.data_labels.number_format_is_linked = False
        _describe(frame, words)
        return chart


def _describe(shape: Any, words: str) -> None:  # noqa: ANN401 - the library's own shapes
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words[:_LONGEST_TITLE])


def _notes(slide: Slide, lines: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(lines)


def _workbook(
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | int | None]]],
    made_at: datetime,
) -> bytes:
    """The data behind a chart, where its references look for them: text and numbers alone."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("Sheet1")
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, name)
    for column, (name, values) in enumerate(series, start=1):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return buffer.getvalue()


def _with_fixed_times(data: bytes) -> bytes:
    """The same archive without the moment at which it was written."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for entry in archive.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _FIXED)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(fixed, archive.read(entry))
    return buffer.getvalue()
