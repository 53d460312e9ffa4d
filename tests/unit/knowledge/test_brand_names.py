"""Names that people and records use: brands, salts, abbreviations, combinations."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from foredose.knowledge.drug_names import find_ingredients, split_product

ROOT = Path(__file__).parents[3]

ONE = """
    mycophenolate mofetil=mycophenolic acid; acetylsalicylic acid=aspirin; lithium carbonate=lithium
    Seroquel=quetiapine
    Marevan=warfarin; Losec=omeprazole; Cozaar=losartan; Diovan=valsartan; Januvia=sitagliptin; Jardiance=empagliflozin
    Farxiga=dapagliflozin; Ozempic=semaglutide; Lantus=insulin glargine; Ventolin=salbutamol; Singulair=montelukast
    Zyrtec=cetirizine; Claritin=loratadine; Allegra=fexofenadine; Benadryl=diphenhydramine; Tylenol=paracetamol
    Ambien=zolpidem; Vyvanse=lisdexamfetamine; Zithromax=azithromycin; doxycycline hyclate=doxycycline
    Diflucan=fluconazole; Sporanox=itraconazole; Valtrex=valaciclovir; Prezista=darunavir; CellCept=mycophenolic acid
    Gleevec=imatinib; Tarceva=erlotinib; 5-FU=fluorouracil; Camptosar=irinotecan; Purixan=mercaptopurine
    6-MP=mercaptopurine; Cordarone=amiodarone; HCTZ=hydrochlorothiazide; cholecalciferol=colecalciferol; iron=iron
    magnesium=magnesium; hypericum=st john's wort; cannabidiol=cannabidiol; Epidiolex=cannabidiol; Cialis=tadalafil
    sucralfate=sucralfate; sodium valproate=valproic acid; Keppra=levetiracetam; erenumab=erenumab
    adalimumab=adalimumab; infliximab=infliximab; trastuzumab=trastuzumab; varenicline=varenicline; alcohol=ethanol
    nirmatrelvir=nirmatrelvir; molnupiravir=molnupiravir; remdesivir=remdesivir; haloperidol decanoate=haloperidol
    venlafaxine xr=venlafaxine; Seroquel XR=quetiapine; Lantus Solostar=insulin glargine; erenumab-aooe=erenumab
    calcium carbonate=calcium carbonate; potassium chloride=potassium chloride; ferrous sulfate=ferrous sulfate
    magnesium oxide=magnesium oxide; fluticasone=fluticasone; fluticasone propionate=fluticasone propionate
    fluticasone furoate=fluticasone furoate; benztropine=benzatropine; Mounjaro=tirzepatide
    """
SEVERAL = """
    Paxlovid=nirmatrelvir+ritonavir; Advair=fluticasone propionate+salmeterol; Symbicort=budesonide+formoterol
    Percocet=oxycodone+paracetamol; Vicodin=hydrocodone+paracetamol; Norco=hydrocodone+paracetamol
    Suboxone=buprenorphine+naloxone; Adderall=amphetamine+dexamfetamine; Bactrim=sulfamethoxazole+trimethoprim
    Augmentin=amoxicillin+clavulanate; Biktarvy=bictegravir+emtricitabine+tenofovir; Kaletra=lopinavir+ritonavir
    Yasmin=drospirenone+ethinylestradiol; sacubitril/valsartan=sacubitril+valsartan; Entresto=sacubitril+valsartan
    carbidopa/levodopa=carbidopa+levodopa; Sinemet=carbidopa+levodopa; Tylenol PM=paracetamol+diphenhydramine
    Claritin-D=loratadine+pseudoephedrine; Advil PM=ibuprofen+diphenhydramine
    """


def _pairs(text: str) -> list[tuple[str, str]]:
    cells = [cell.strip() for line in text.splitlines() for cell in line.split(";") if cell.strip()]
    return [(name, of) for name, _, of in (cell.partition("=") for cell in cells)]


@pytest.mark.parametrize(("name", "of"), _pairs(ONE) + _pairs(SEVERAL))
def test_name(name: str, of: str) -> None:
    assert set(find_ingredients(name)) == set(of.split("+"))


@pytest.mark.parametrize(
    "name",
    ["potassium", "sodium", "acid", "human", "xr", "vitamin d", "lisinopril/unknownium", "iron sucrose"],
)
def test_a_name_that_is_not_clear_is_not_known(name: str) -> None:
    assert find_ingredients(name) == ()


def test_a_line_of_a_brand_is_not_the_brand_alone() -> None:
    assert split_product("Aleve-D").others == ("aleve-d",)
    assert split_product("Advil PM 200 mg").ingredients == ("ibuprofen", "diphenhydramine")
    assert split_product("Tylenol with codeine").ingredients == ("paracetamol", "codeine")


def test_the_script_keeps_a_trade_name_of_one_meaning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "ApplNo\tProductNo\tForm\tStrength\tReferenceDrug\tDrugName\tActiveIngredient\tReferenceStandard"
    rows = [
        ("TABLET;ORAL", "NOVUMAL XR 50", "NOVUMALINE HYDROCHLORIDE"),
        ("TABLET;ORAL", "TWOFOLD", "NOVUMALINE HYDROCHLORIDE"),
        ("TABLET;ORAL", "TWOFOLD", "ACETAMINOPHEN"),
        ("CREAM;TOPICAL", "DERMAL", "NOVUMALINE HYDROCHLORIDE"),
        ("TABLET;ORAL", "NOVUMALINE HYDROCHLORIDE", "NOVUMALINE HYDROCHLORIDE"),
        ("TABLET;ORAL", "PAIRUMAL", "ACETAMINOPHEN; NOVUMALINE HYDROCHLORIDE"),
    ]
    lines = [head, *(f"000001\t001\t{form}\t1\t0\t{trade}\t{of}\t0" for form, trade, of in rows)]
    (tmp_path / "Products.txt").write_text("\n".join(lines), encoding="latin-1")
    script = runpy.run_path(str(ROOT / "scripts" / "import_brands.py"))
    for name in script["OLDER"]:
        table = script["OUT"].parent / name
        (tmp_path / name).write_bytes(table.read_bytes())
    monkeypatch.setitem(script["main"].__globals__, "OUT", tmp_path / "brands.tsv")
    script["main"](tmp_path / "Products.txt")
    written = [line.split("\t")[:5] for line in (tmp_path / "brands.tsv").read_text().splitlines()[1:]]
    assert written == [
        ["novumaline", "", "", "novumaline hydrochloride", "novumal;novumal xr;pairumal"],
        ["paracetamol", "", "", "", "pairumal"],
    ]
