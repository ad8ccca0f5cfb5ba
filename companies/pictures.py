"""The picture that a shared link shows: a title, a name and one line of the record, drawn here."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 80
PAPER, INK, SOFT, ACT, BAR = "#fcfbf8", "#191c1f", "#565c62", "#0a5862", "#5f7f85"
MOST_TITLE_LINES = 3
TITLE_WIDTH = 34  # characters of the title's size


def picture(over: str, title: str, line: str, values: Sequence[int | None] = ()) -> bytes:
    """A PNG of 1200 × 630: `over` above the title, `line` and the yearly values as bars at the foot.

    A missing value leaves its place empty.
    """
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 14), fill=ACT)
    draw.text((MARGIN, 70), _fit(over, 60), font=_font(34), fill=SOFT)
    lines = wrap(title, TITLE_WIDTH)
    if len(lines) > MOST_TITLE_LINES:
        lines = [*lines[: MOST_TITLE_LINES - 1], _fit(" ".join(lines[MOST_TITLE_LINES - 1 :]), TITLE_WIDTH)]
    for number, words in enumerate(lines):
        draw.text((MARGIN, 130 + 76 * number), words, font=_font(62), fill=INK)
    draw.text((MARGIN, 440), _fit(line, 64), font=_font(34), fill=ACT)
    draw.text((MARGIN, 530), "Jobboard", font=_font(36), fill=INK)
    _bars(draw, values)
    out = BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(draw: ImageDraw.ImageDraw, values: Sequence[int | None]) -> None:
    most = max((value or 0 for value in values), default=0)
    left = SIZE[0] - MARGIN - 60 * len(values)
    for number, value in enumerate(values):
        tall = 90 * (value or 0) / most if most else 0
        x = left + 60 * number
        if value is not None:
            draw.rectangle((x, 575 - max(tall, 3), x + 44, 575), fill=BAR)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _fit(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
