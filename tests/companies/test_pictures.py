"""The pictures that shared links show."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from companies.pictures import picture
from tests.factories import make_company, make_posting, make_sponsorship_year


@pytest.mark.parametrize("title", ["Nurse", "A very long title " * 20, "Ünïcödé 漢字 🦀", ""])
def test_it_draws_any_title_in_the_right_size(title: str) -> None:
    drawn = picture("Acme", title, "120 LCA cases certified", [5, None, 0, 120])
    assert Image.open(BytesIO(drawn)).size == (1200, 630)
    assert len(drawn) < 60_000


@pytest.mark.django_db
def test_every_posting_and_company_names_its_picture(client: Client) -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2024, lca_certified=120)
    posting = make_posting("Nurse", acme)
    for page, address in (
        (posting.get_absolute_url(), f"/postings/{posting.pk}/picture.png"),
        (acme.get_absolute_url(), "/companies/acme/picture.png"),
    ):
        assert f'content="http://testserver{address}"' in client.get(page).content.decode()
        response = client.get(address)
        assert response["Content-Type"] == "image/png"
        assert "max-age=86400" in response["Cache-Control"]
    hidden = make_posting("Hidden", is_hidden=True)
    assert client.get(f"/postings/{hidden.pk}/picture.png").status_code == 404
