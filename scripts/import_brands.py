"""Write knowledge/drugs/brands.tsv from ``Products.txt`` of FDA's Drugs@FDA data files.

    python scripts/import_brands.py PRODUCTS_TXT

Origin: https://www.fda.gov/drugs/drug-approvals-and-databases/drugsfda-data-files, a work of the United States
government and so in the public domain. The table in the repository was written from the file with approvals to
April 2022 (3,856,263 bytes), as kept in SteveHQiu/BeersCriteria@6e3939ed, data/Products.txt. The output is the same
for the same input and the same ``names.tsv`` and ``names_more.tsv``: a drug that those tables hold keeps its name.

A trade name is kept where every product of that name has the same ingredients; "Seroquel" is also read off
"Seroquel XR" where all such products agree. Names that are plain words, names of ingredients, or of products for
local use alone are left out.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

from foredose.knowledge import drug_names as vocabulary

OUT = Path(__file__).parents[1] / "src" / "foredose" / "knowledge" / "drugs" / "brands.tsv"
SOURCE = "FDA Drugs@FDA, Products.txt, approvals to April 2022 (US government work, public domain)"
OLDER = ("names.tsv", "names_more.tsv")
MOST_INGREDIENTS = 5
UNCLEAR = "?"
LOCAL = re.compile(
    r"topical|ophthalmic|otic|vaginal|nasal|rectal|dental|irrigation|intravitreal|periodontal|intrauterine|"
    r"urethral|intracavitary|perfusion|hemodialysis|intraocular|compounding|in vitro|intravesical|cream|"
    r"ointment|lotion|shampoo|gel;|intradermal|percutaneous|ureteral",
    re.IGNORECASE,
)
SYSTEMIC = re.compile(
    r"oral|inject|intravenous|subcutaneous|intramuscular|inhalation|sublingual|buccal", re.I
)
SALTS = frozenset(
    """
    hydrochloride hcl dihydrochloride monohydrochloride trihydrochloride hydrobromide hbr dihydrobromide sodium
    disodium trisodium tetrasodium potassium calcium magnesium zinc lithium sulfate bisulfate sulphate phosphate
    diphosphate tromethamine acetate diacetate maleate dimaleate malate fumarate hemifumarate hydrogen tartrate
    bitartrate ditartrate citrate dihydrogen mesylate dimesylate monomethanesulfonate besylate tosylate ditosylate
    edisylate esylate isethionate napsylate camsylate succinate hemisuccinate lactate lactobionate gluceptate
    gluconate glucuronate nitrate bromide chloride iodide methylbromide methylsulfate metilsulfate oxalate pamoate
    embonate xinafoate propionate dipropionate valerate butyrate furoate benzoate salicylate caproate hexanoate
    enanthate cypionate decanoate undecanoate palmitate stearate estolate ethylsuccinate tannate polistirex
    resinate adipate saccharate aspartate arginine erbumine tert-butylamine lysine olamine diolamine meglumine
    benzathine procaine monohydrate dihydrate trihydrate hemihydrate hydrate anhydrous sesquihydrate hemipentahydrate
    recombinant human synthetic medoxomil kamedoxomil cilexetil etexilate axetil proxetil pivoxil mofetil
    disoproxil alafenamide marboxil fosamil hyclate acetonide hexacetonide tebutate pivalate
    trometamol carbonate bicarbonate formate glycolate orotate hippurate mandelate cyclamate
    """.split()
)
# What is left of these would be no drug: the salt is the drug.
ELEMENTS = frozenset(
    """
    sodium potassium calcium magnesium zinc ferrous ferric iron aluminum ammonium cupric copper manganese manganous
    selenious chromic barium lanthanum strontium gallium thallous samarium rubidium indium sulfuric silver gold
    bismuth hydrogen benzalkonium choline citric trisodium disodium lysine arginine dimethyl monomethyl
    diroximel fluticasone
    """.split()
)
INN = {
    "acyclovir": "aciclovir",
    "ado-trastuzumab emtansine": "trastuzumab emtansine",
    "alcohol": "ethanol",
    "alendronate": "alendronic acid",
    "alpha-tocopherol": "vitamin e",
    "aluminum hydroxide": "aluminium hydroxide",
    "amdinocillin": "mecillinam",
    "aminosalicylate": "aminosalicylic acid",
    "aminosalicylic acid resin complex": "aminosalicylic acid",
    "amphetamine resin complex": "amphetamine",
    "ascorbic acid": "vitamin c",
    "beclomethasone": "beclometasone",
    "benzphetamine": "benzfetamine",
    "benztropine": "benzatropine",
    "bismuth subcitrate potassium": "bismuth subcitrate",
    "cabozantinib s-malate": "cabozantinib",
    "calcipotriene": "calcipotriol",
    "calcitonin salmon": "calcitonin",
    "carbenicillin indanyl": "carbenicillin",
    "cefadroxil/cefadroxil hemihydrate": "cefadroxil",
    "cefamandole nafate": "cefamandole",
    "cephalexin": "cefalexin",
    "cephalothin": "cefalotin",
    "cephradine": "cefradine",
    "chlorpheniramine": "chlorphenamine",
    "chlorthalidone": "chlortalidone",
    "cholecalciferol": "colecalciferol",
    "cholestyramine": "colestyramine",
    "choline fenofibrate": "fenofibric acid",
    "clomiphene": "clomifene",
    "clorazepate dipotassium": "clorazepate",
    "cosyntropin": "tetracosactide",
    "cromolyn": "cromoglicic acid",
    "cysteamine": "mercaptamine",
    "dalfampridine": "fampridine",
    "dexchlorpheniramine": "dexchlorphenamine",
    "dextroamphetamine": "dexamfetamine",
    "dextroamphetamine resin complex": "dexamfetamine",
    "dextrose": "glucose",
    "dichlorphenamide": "diclofenamide",
    "dicyclomine": "dicycloverine",
    "diethylpropion": "amfepramone",
    "divalproex": "valproic acid",
    "ergonovine": "ergometrine",
    "esomeprazole strontium": "esomeprazole",
    "ethacrynate": "etacrynic acid",
    "ethacrynic acid": "etacrynic acid",
    "ethinyl estradiol": "ethinylestradiol",
    "ethynodiol": "etynodiol",
    "etidronate": "etidronic acid",
    "fam-trastuzumab deruxtecan": "trastuzumab deruxtecan",
    "ferric ammonium": "ferric ammonium citrate",
    "fingolimod lauryl": "fingolimod",
    "fosaprepitant dimeglumine": "fosaprepitant",
    "gabapentin enacarbil": "gabapentin",
    "gabapentin encarbil": "gabapentin",
    "glycopyrrolate": "glycopyrronium",
    "guanethidine monosulfate": "guanethidine",
    "hydroxyurea": "hydroxycarbamide",
    "ibandronate": "ibandronic acid",
    "insulin": "insulin (human)",
    "insulin aspart protamine": "insulin aspart",
    "insulin lispro protamine": "insulin lispro",
    "insulin susp isophane": "insulin (human)",
    "insulin zn susp": "insulin (human)",
    "interferon alfa-2b": "interferon alfa-2b, recombinant",
    "isavuconazonium": "isavuconazole",
    "isoproterenol": "isoprenaline",
    "leuprolide": "leuprorelin",
    "levalbuterol": "levosalbutamol",
    "macrocrystalline nitrofurantoin": "nitrofurantoin",
    "magnesium acetate tetrahydrate": "magnesium acetate",
    "manganese chloride tetrahydrate": "manganese chloride",
    "mechlorethamine": "chlormethine",
    "mesalamine": "mesalazine",
    "metaproterenol": "orciprenaline",
    "methamphetamine": "metamfetamine",
    "methsuximide": "mesuximide",
    "methyldopate": "methyldopa",
    "methylergonovine": "methylergometrine",
    "metyrosine": "metirosine",
    "mycophenolate": "mycophenolic acid",
    "mycophenolic": "mycophenolic acid",
    "nandrolone phenpropionate": "nandrolone",
    "niacinamide": "nicotinamide",
    "nicotine polacrilex": "nicotine",
    "nitrofurantoin macrocrystalline": "nitrofurantoin",
    "nitrofurantoin macrocrystals": "nitrofurantoin",
    "norethindrone": "norethisterone",
    "omega-3-acid ethyl esters type a": "omega-3-acid ethyl esters",
    "omega-3acid ethyl esters": "omega-3-acid ethyl esters",
    "oxtriphylline": "choline theophyllinate",
    "pamidronate": "pamidronic acid",
    "pasireotide diaspartate": "pasireotide",
    "penicillin g": "benzylpenicillin",
    "phentermine resin complex": "phentermine",
    "phytonadione": "phytomenadione",
    "polyethylene glycol 3350": "macrogol",
    "porcine secretin": "secretin",
    "propoxyphene": "dextropropoxyphene",
    "riboflavin 5'-phosphate": "riboflavin",
    "risedronate": "risedronic acid",
    "samidorphan l-malate": "samidorphan",
    "secretin synthetic porcine": "secretin",
    "siponimod fumaric acid": "siponimod",
    "sulfisoxazole acetyl": "sulfisoxazole",
    "tbo-filgrastim": "filgrastim",
    "thiabendazole": "tiabendazole",
    "thiothixene": "tiotixene",
    "tiludronate": "tiludronic acid",
    "tocopherol": "vitamin e",
    "torsemide": "torasemide",
    "trametinib dimethyl sulfoxide": "trametinib",
    "trimeprazine": "alimemazine",
    "ursodiol": "ursodeoxycholic acid",
    "valacyclovir": "valaciclovir",
    "valproate": "valproic acid",
    "vilanterol trifenatate": "vilanterol",
    "vitamin k": "phytomenadione",
    "ziv-aflibercept": "aflibercept",
    "zoledronic": "zoledronic acid",
}
NO_DRUG = frozenset(
    "water;oxygen;nitrogen;helium;air;carbon dioxide;carbon dioide;ammonia;carbon monoxide;methane;acetone;"
    "unknown;sterile water;sterile water for injection;medical air;sulfur;soybean oil;fish oil;safflower oil;"
    "olive oil;amino acids;protein hydrolysate;starch;sulfur dioxide;xenon;krypton;sorbitol;mineral oil;phenol;"
    "urea;talc;tyrosine;xylose;calcium;cellulose;cysteine;estrogens;verard;albumin;meglumine;glycerin;inulin;"
    "cetyl alcohol;edetate;histamine;pentetate;dimyristoyl lecithin;citric acid;lactic acid;phosphoric acid;"
    "tartaric acid;tannic acid;tyloxapol;invert sugar;dolutegravir lamivudine tenofovir".split(";")
)
# Labels of diagnostics: nobody takes them as a drug.
LABEL = re.compile(r"-\d{2,3}m?\b|\b[a-z]{1,2}-?\d{2,3}m?\b|technetium|theravision|\bkit$|^c-14$")
# Adjectives that the source writes behind the noun ("estrogens, conjugated"), and those that say nothing more.
BEHIND = frozenset(
    {"conjugated", "esterified", "conjugated synthetic a", "conjugated synthetic b", "chorionic"}
)
STATES = frozenset(
    """
    macrocrystalline purified human recombinant pork beef anhydrous dibasic monobasic monohydrate heptahydrate
    microcrystalline microsize ultramicrosize ultramicrocrystalline dihydrate hexahydrate synthetic extended
    """.split()
)
# Words of a trade name that tell the form or the device, not what is in it.
DEVICE = frozenset(
    """
    xr er sr cr la xl xt cd dr ir ec odt hfa diskus respimat handihaler turbuhaler flexhaler aerosphere ellipta
    flexpen flextouch kwikpen solostar pen penfill innolet copackaged hour hr hours extended-release intensol zydis
    soltab meltabs redipen autoinjector opticlik pediatric redihaler digihaler respiclick twisthaler rotacaps
    rotadisk inhub pressair neohaler sureclick clickject enfuse injectease pushtronex vial kit sprinkle tempo
    junior mg mcg ml no. no neb nebules nebuamp cfc-free duopen
    """.split()
)
PLAIN = frozenset(
    """
    able acid act advance advanced air alba alert ally alphas amen android angel apex aqua arc arena
    art bal balance base beta bio blue bond boost brain choice clarity comfort complete compound d
    daily doca dura ease elixir essential excel focus instant kyra life maximum micro mili multi
    natural original pmb prime pseudo pure rapid regular rela relief reno restore select sprx sps
    supreme tace tao tham theo total tpn vitamin
    """.split()
)
SPACES = re.compile(r"\s+")
PARENS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*\*.*?\*\*")
PACKED = re.compile(r" (?:in plastic container|preservative free|preserved|with flavor packs|kit)\b.*$")
STRENGTH = re.compile(r"^(?:['\"]?[\d.,/-]+['\"]?%?|[\d.]+(?:mg|mcg|g|ml|iu)|'[\d/ ]+')$")
BRAND = re.compile(r"^[a-z][a-z0-9'.-]*(?: [a-z0-9'.-]+){0,3}$")
OF_BIOLOGICS = re.compile(r"^(?:103|125|761)\d{3}$")
# An ending that would be read as a salt of every drug.
OF_NO_SALT = re.compile(r" (?:-.*|[a-z])$")
SUFFIX = re.compile(r"-[a-z]{4}$")


def older_spellings() -> dict[str, tuple[str, ...]]:
    """Every spelling of the tables that were there before, to its ingredients."""
    index: dict[str, tuple[str, ...]] = {}
    ingredients: list[str] = []
    for table in OLDER:
        with (OUT.parent / table).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                ingredients.append(row["ingredient"])
                for spelling in (*row["synonyms"].split(";"), *row["brands"].split(";")):
                    if spelling:
                        index[spelling] = (*index.get(spelling, ()), row["ingredient"])
    return index | {name: (name,) for name in ingredients}


def older_brands() -> set[str]:
    found: set[str] = set()
    for table in OLDER:
        with (OUT.parent / table).open(encoding="utf-8", newline="") as lines:
            found.update(b for row in csv.DictReader(lines, delimiter="\t") for b in row["brands"].split(";"))
    return found


def folded(text: str) -> str:
    return SPACES.sub(" ", text.strip(' "').lower()).strip()


def parts_of(active: str) -> list[str]:
    parts: list[str] = []
    for piece in PARENS.sub(" ", active).split(";"):
        head, _, tail = folded(piece).partition(",")
        if tail.strip() in BEHIND:
            parts.append(f"{tail.strip()} {head}")
        elif tail and set(re.split(r"[ ,]+", tail.strip())) <= STATES:
            parts.append(head.strip())
        else:
            parts += [folded(p) for c in folded(piece).split(",") for p in re.split(r" and |\+", c)]
    return [part for part in parts if part]


def ingredient_of(part: str, biologic: bool, known: dict[str, tuple[str, ...]]) -> str | None:
    """Return the name of the ingredient without its salt: the vocabulary's name, else the INN."""
    words = (SUFFIX.sub("", part) if biologic else part).split(" ")
    while words:
        name = " ".join(words)
        for spelling in (name, INN.get(name, name)):
            found = known.get(spelling, ())
            if len(found) == 1:
                return found[0]
        if len(words) == 1 or words[-1] not in SALTS or " ".join(words[:-1]) in ELEMENTS:
            break
        words.pop()
    name = " ".join(words)
    name = INN.get(name, name).strip()
    usable = (
        re.fullmatch(r"[a-z][a-z0-9' .()-]+", name)
        and len(name) > 2
        and name not in NO_DRUG
        and not LABEL.search(name)
    )
    return name if usable else None


def trade_names(trade: str) -> tuple[str, str]:
    """Return a trade name without strength, and that also without words for its form or device."""
    words = [w.strip(",") for w in PACKED.sub("", folded(PARENS.sub(" ", trade))).split(" ")]
    while len(words) > 1 and STRENGTH.match(words[-1]):
        words.pop()
    words[-1] = re.sub(r"(?<=[a-z]{4})-\d+$", "", words[-1])
    full = list(words)
    while len(words) > 1 and (words[-1] in DEVICE or STRENGTH.match(words[-1])):
        words.pop()
    return " ".join(full), " ".join(words)


def products(path: Path) -> list[tuple[str, bool, str, str]]:
    lines = path.read_text(encoding="latin-1").splitlines()
    head = lines[0].split("\t")
    rows = [dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:]]
    return [
        (r["DrugName"], bool(OF_BIOLOGICS.match(r["ApplNo"])), r["Form"], r["ActiveIngredient"])
        for r in rows
        if r.get("ActiveIngredient")
    ]


def is_generic(name: str, parts: list[str], known: set[str]) -> bool:
    """Return whether a trade name is made of names of ingredients."""
    own = {w for part in parts for w in part.split(" ") if w not in SALTS}
    return any(w in own or w in known or w in SALTS for w in re.split(r"[ /-]", name) if len(w) > 2)


def read(
    path: Path, known: dict[str, tuple[str, ...]]
) -> tuple[list[tuple[str, bool, list[str], list[str | None]]], dict[str, set[str]]]:
    """Return each product (trade name, whether for local use, components, ingredients), and the salts."""
    rows = []
    salts: dict[str, set[str]] = defaultdict(set)
    for trade, biologic, form, active in products(path):
        parts = parts_of(active)
        named = [ingredient_of(part, biologic, known) for part in parts]
        local = bool(LOCAL.search(form)) and not SYSTEMIC.search(form)
        rows.append((trade, local, parts, named))
        for part, name in () if local else zip(parts, named, strict=True):
            if name:
                salts[name].add(part)
    return rows, salts


def main(path: Path) -> None:
    known = older_spellings()
    rows, salts = read(path, known)
    taken = set(known) | set(salts) | {spelled for all_of in salts.values() for spelled in all_of}
    substances = (taken - older_brands()) | set(salts)
    full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    short: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    systemic: set[str] = set()
    for trade, local, parts, named in rows:
        names = trade_names(trade)
        unclear = not all(named) or is_generic(names[0], parts, substances)
        of = (UNCLEAR,) if unclear else tuple(sorted(set(filter(None, named))))
        full[names[0]].add(of)
        short[names[1]].add(of)
        systemic.update(() if local else names)
    usual = vocabulary._NO_SUBSTANCE | SALTS | PLAIN | NO_DRUG | STATES
    brands: dict[str, set[str]] = defaultdict(set)
    for name in sorted(systemic - taken):
        sets = full.get(name) or short[name]
        plain = all(word in usual for word in name.split(" ")) or not BRAND.match(name) or len(name) < 3
        of = next(iter(sets))
        if len(sets) == 1 and not plain and UNCLEAR not in of and len(of) <= MOST_INGREDIENTS:
            for ingredient in of:
                brands[ingredient].add(name)
    write(salts, brands, known)


def write(salts: dict[str, set[str]], brands: dict[str, set[str]], known: dict[str, tuple[str, ...]]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, spelled in salts.items():
        for spelling in spelled:
            owners[spelling].add(name)
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(["ingredient", "rxcui", "atc", "synonyms", "brands", "source"])
        for name in sorted(salts):
            usan = {
                old for old, new in INN.items() if new == name and any(s.startswith(old) for s in salts[name])
            }
            other = {
                s
                for s in salts[name] | usan
                if s not in {name, *known, *salts}
                and len(owners[s]) < 2
                and not (s.startswith(f"{name} ") and OF_NO_SALT.search(s))
                and len(s) > 2
            }
            if other or brands[name] or name not in known:
                writer.writerow(
                    [name, "", "", ";".join(sorted(other)), ";".join(sorted(brands[name])), SOURCE]
                )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
