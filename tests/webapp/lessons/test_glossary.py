"""No page uses a word of the field without its explanation one tap away."""

import html
import re

import pytest

# How the pages write the terms, in English and in Spanish; a code block is the reader's own affair.
WRITTEN = {
    "mnist": r"\bMNIST\b",
    "cifar": r"\bCIFAR",
    "centre-of-mass": r"centre of mass|centro de masa",
    "weight": r"\bweights?\b|\bpesos?\b",
    "parameter": r"\bparameters?\b|\bparámetros?\b",
    "filter": r"\bfilters?\b|\bfiltros?\b",
    "map": r"\bmaps?\b|\bmapas?\b",
    "convolution": r"convolution|convoluci",
    "dense": r"\bdense\b|\bdensas?\b",
    "relu": r"\bReLU\b",
    "batch-normalisation": r"batch normalisation|normalización por lotes",
    "residual": r"residual connection|conexi\w+ residual",
    "logit": r"\blogits?\b",
    "log-odds": r"log-odds",
    "gradient": r"\bgradients?\b|\bgradientes?\b",
    "loss": r"\bloss\b|\bpérdida\b",
    "epoch": r"\bepochs?\b|\bépocas?\b",
    "validation": r"\bvalidation\b|\bvalidación\b",
    "accuracy": r"\baccuracy\b|\bexactitud\b",
    "confusion-matrix": r"confusion matrix|matriz de confusión",
    "precision": r"\bprecision\b|\bprecisión\b",
    "recall": r"\brecall\b|\bexhaustividad\b",
    "f1": r"\bF1\b",
    "calibration": r"\bcalibration\b|\bcalibración\b",
    "confidence": r"\bconfidence\b|\bconfianza\b",
}
PATHS = ["/", "/inside", "/tour", "/models", "/models/lenet", "/models/fnn-32-16", "/pictures"]
EXPLANATION = r"(?s)<template.*?</template>"
UNREAD = r'(?s)<(pre|style|script type="module").*?</\1|<head>.*?</head>'


def text_of(page):
    """What a person reads, what the scripts say to them among it, but for the explanations."""
    for left_out in (EXPLANATION, UNREAD):
        page = re.sub(left_out, " ", page)
    data = " ".join(re.findall(r'(?s)<script type="application/json" id="messages">(.*?)<', page))
    shown = re.sub(r"(?s)<script.*?</script>", " ", page)
    labels = " ".join(re.findall(r'(?:aria-label|title)="([^"]*)"', shown))
    values = re.sub(r'"[\w.-]+": ', " ", data.encode().decode("unicode_escape", "ignore"))
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", shown), labels, values]))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_term_on_a_page_is_explained_there(client, path, language):
    page = client.get(f"{path}?lang={language}", headers={"Accept": "text/html"}).text
    text = text_of(page)
    used = {key for key, pattern in WRITTEN.items() if re.search(pattern, text, re.IGNORECASE)}
    explained = set(re.findall(r'class="explanation" data-key="([\w-]+)"', page))
    reached = set(re.findall(r'class="gloss" href="[^"]*" data-term="([\w-]+)"', page))
    assert used - (explained & reached) == set()
    assert reached == explained


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_glossary_has_every_term_in_two_sentences(client, language):
    page = client.get(f"/glossary?lang={language}").text
    entries = re.findall(r'<div class="entry" id="([\w-]+)"><dt>([^<]+)</dt><dd>([^<]+)</dd>', page)
    assert {key for key, *_ in entries} >= set(WRITTEN)
    names = [html.unescape(name).casefold() for _, name, _ in entries]
    assert names == sorted(names)
    for key, _, meaning in entries:
        assert len(re.findall(r"[.:] |\.$", html.unescape(meaning))) >= 2, key


def test_an_explanation_links_to_its_entry(client):
    page = client.get("/models/lenet").text
    entries = client.get("/glossary").text
    for key in re.findall(r'href="/glossary#([\w-]+)"', page):
        assert f'id="{key}"' in entries
