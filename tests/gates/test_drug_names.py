"""The drug vocabulary and the observations: sourced, unambiguous, and as the scripts write them."""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest
import yaml

from foredose.knowledge import drug_names as names
from foredose.knowledge.observation_facts import CovariateFact, observation_facts
from foredose.knowledge.stop_facts import codesets

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "src" / "foredose" / "knowledge"


def test_every_name_has_a_source_and_finds_itself() -> None:
    for name, drug in names.drug_names().items():
        assert drug.source
        assert names.find_ingredients(name) == (name,)
        assert name == name.lower().strip()
        for spelling in (*drug.synonyms, *drug.brands):
            assert name in names.find_ingredients(spelling) or spelling in names.drug_names()


def test_a_spelling_means_several_drugs_only_as_a_combination() -> None:
    spellings = {s for d in names.drug_names().values() for s in d.synonyms}
    several = {s for s in spellings if len(names.find_ingredients(s)) > 1}
    joined = {"co-trimoxazole", "trimethoprim-sulfamethoxazole", "sulfamethoxazole/trimethoprim"}
    assert several <= joined | {"co-amoxiclav"}


def test_a_brand_means_at_most_five_drugs_and_is_no_name_of_one() -> None:
    brands = {s for d in names.drug_names().values() for s in d.brands}
    assert all(1 <= len(names.find_ingredients(brand)) <= 5 for brand in brands)
    assert not brands & set(names.drug_names())
    assert not brands & {s for d in names.drug_names().values() for s in d.synonyms}


def test_every_product_holds_known_ingredients() -> None:
    rows = (KNOWLEDGE / "drugs" / "products.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for row in rows:
        code, ingredients, _ = row.split("\t")
        product = names.find_product(code)
        assert product is not None
        assert set(ingredients.split(";")) <= set(product.ingredients) <= set(names.drug_names())


def test_one_product_of_each_kind() -> None:
    assert names.find_product("309362") == names.Product(ingredients=("clopidogrel",), others=())
    assert names.find_product("2670") == names.Product(ingredients=("codeine",), others=())
    assert names.find_product("0") is None
    assert names.split_product("24 HR Verapamil Hydrochloride 40 MG [Brand]").ingredients == ("verapamil",)
    assert names.nearest_names("klopidogrel")[0] == "clopidogrel"


@pytest.mark.parametrize("path", sorted((KNOWLEDGE / "interactions").glob("*.yaml")), ids=lambda p: p.stem)
def test_interacting_drugs_are_in_the_vocabulary(path: Path) -> None:
    drug = yaml.safe_load(path.read_text(encoding="utf-8"))["perpetrator"]
    assert names.find_ingredients(drug) == (drug,)


def test_the_script_writes_what_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.environ.get("FOREDOSE_DATA"):
        pytest.skip("FOREDOSE_DATA is not set: the source tables are not at hand")
    script = runpy.run_path(str(ROOT / "scripts" / "import_drug_names.py"))
    monkeypatch.setitem(script["main"].__globals__, "DRUGS", tmp_path)
    script["main"]()
    for name in ("names.tsv", "products.tsv"):
        assert (tmp_path / name).read_bytes() == (KNOWLEDGE / "drugs" / name).read_bytes()


def test_the_demo_script_writes_what_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    script = runpy.run_path(str(ROOT / "scripts" / "make_demo.py"))
    monkeypatch.setitem(script["main"].__globals__, "OUT", tmp_path)
    script["main"]()
    for path in tmp_path.iterdir():
        committed = ROOT / "src" / "foredose" / "application" / "demo" / path.name
        read = gzip.decompress if path.suffix == ".gz" else bytes
        assert read(path.read_bytes()) == read(committed.read_bytes()), path.name


@pytest.mark.parametrize(
    "fact", observation_facts().covariates.values(), ids=list(observation_facts().covariates)
)
def test_covariate(fact: CovariateFact) -> None:
    low, high = fact.plausible
    assert 0 <= low < high
    assert all(factor > 0 for factor in fact.units.values())
    assert fact.codes


def test_no_code_means_two_states() -> None:
    seen: dict[tuple[str, str], str] = {}
    for name, (_, codes) in codesets().items():
        for code in codes:
            assert seen.setdefault(code, name) == name, code
