"""Markdown of long texts: as safe HTML, as words, as values; nothing typed runs, and nothing typed is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from core import prose as subject
from core.prose import Code, Items, Paragraph, Quote, Rows, Run, Title, depths_of, parsed, prose, words

TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "div",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    ("a", "href"), ("a", "rel"), ("ol", "start"), ("th", "scope"), ("th", "class"), ("td", "class"),
    ("table", "class"), ("div", "class"), ("div", "tabindex"),
}  # fmt: skip


class Reader(HTMLParser):
    """What a browser would find: tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said += data


def checked(text: str, language: str = "en") -> Reader:
    """The text as HTML, once it holds nothing but what is allowed."""
    read = Reader(prose(text, language))
    for tag, attributes in read.found:
        assert tag in TAGS, tag
        for name, value in attributes.items():
            assert (tag, name) in ATTRIBUTES, (tag, name)
            if name == "href":
                assert re.match(r"(https?://|mailto:)", value or "", re.IGNORECASE), value
                assert attributes["rel"] == "noopener noreferrer"
    return read


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un *texte* **fort**.", "<p>Un <em>texte</em> <strong>fort</strong>.</p>"),
        ("un\ndeux  \ntrois", "<p>un\ndeux<br>\ntrois</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("```py\nx\n```", "<pre><code>x\n</code></pre>"),
        ("---", "<hr>"),
        (
            "[guide](https://a.example/x?a=1&b=2 \"titre\")",
            '<p><a href="https://a.example/x?a=1&amp;b=2" rel="noopener noreferrer">guide</a></p>',
        ),
        ("<a@b.example>", '<p><a href="mailto:a@b.example" rel="noopener noreferrer">a@b.example</a></p>'),
        ("![un plan](https://a.example/p.png)", "<p>un plan</p>"),
        ("# Un\n### Deux\n## Trois\n# Quatre", "<h3>Un</h3>\n<h4>Deux</h4>\n<h4>Trois</h4>\n<h3>Quatre</h3>"),
        ("###### Seul", "<h3>Seul</h3>"),
        (
            "|A|B|\n|-|-:|\n|x|1|",
            '<div class="scroll" tabindex="0"><table class="table">\n<thead>\n<tr>\n<th scope="col">A</th>\n'
            '<th class="num" scope="col">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>x</td>\n<td class="num">1</td>\n'
            "</tr>\n</tbody>\n</table></div>",
        ),
        ("", ""),
        ("  \n\n ", ""),
    ],
)  # fmt: skip
def test_markdown_becomes_plain_html(text, html):
    found = prose(text)
    assert isinstance(found, SafeString) and found == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        '<img src="x" onerror="alert(1)">',
        "<svg onload=alert(1)>",
        "<iframe src='https://x.example'></iframe>",
        "<style>body{display:none}</style>",
        "<b onclick=x>gras</b>",
        "<!-- caché -->",
        "<![CDATA[x]]>",
        "<?php x ?>",
        "<form action=/x><input name=y>",
        "<a href=javascript:alert(1)>x</a>",
        "texte <script>alert(1)</script> texte",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "</p><script>alert(1)</script>",
        "<div\nonclick=x>",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    ],
)
def test_html_comes_out_as_it_was_typed(text):
    for language in ("en", "fr"):
        read = checked(text, language)
        assert {tag for tag, _ in read.found} == {"p"}
    assert re.sub(r"\s", "", checked(text).said) == re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", words(text)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](\\javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](data:image/png;base64,aaaa)",
        "[x](file:///etc/passwd)",
        "[x](//x.example/x)",
        "[x](/organization/)",
        "[x](x.html)",
        "[x](#ancre)",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[![y](javascript:alert(1))](javascript:alert(1))",
        "[a [b](javascript:x)](javascript:y)",
    ],
)
def test_an_address_of_another_kind_is_no_link(text):
    read = checked(text)
    assert [tag for tag, _ in read.found if tag == "a"] == []
    assert all(run.link == "" for part in parsed(text) for run in part.runs)
    assert read.said.strip()


@pytest.mark.parametrize(
    "text",
    [
        '[x](https://e.example/"onmouseover=alert(1))',
        "[x](https://e.example/ 'a\" onclick=\"b')",
        "[x](https://e.example/<script>)",
        "[<script>x</script>](https://e.example)",
        "![<img onerror=x>](https://e.example/p.png)",
        "**<b>**<i>**</i>**",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "`<script>` ``<img src=x>``",
        "    <script>alert(1)</script>",
        "```<script>\n<script>\n```",
        "| <script> | [x](javascript:y) |\n|-|-|\n| <img onerror=x> | <b> |",
        "# <script>\n\n> <img onerror=x>\n\n- <b onclick=x>",
        "[x]: https://e.example '<script>'\n\n[x]",
    ],
)
def test_nothing_within_markdown_runs(text):
    for language in ("en", "fr"):
        checked(text, language)


@given(st.text(alphabet="<>[]()!*_`#|-:\n\t &;\"'\\=/ascriptjv1.dh", max_size=120))
def test_no_text_makes_anything_else(text):
    checked(text, "fr")
    for run in _runs(parsed(text)):
        assert run.link == "" or re.match(r"(https?|mailto):", run.link, re.IGNORECASE)


def _runs(parts):
    for part in parts:
        match part:
            case Paragraph(runs) | Title(runs):
                yield from runs
            case Items(items):
                for item in items:
                    yield from _runs(item)
            case Quote(inner):
                yield from _runs(inner)
            case Rows(head, rows):
                for row in (head, *rows):
                    for cell in row:
                        yield from cell


@given(st.lists(st.text(alphabet="abcdéè", min_size=1, max_size=6), min_size=1, max_size=30), st.data())
def test_no_word_is_lost(said, data):
    """However the marks stand, each word is on the page, among the words and in the document."""
    marks = st.sampled_from(
        [
            " ",
            "\n",
            "\n\n",
            "\n- ",
            "\n  - ",
            "\n    - ",
            "\n> ",
            "\n>> ",
            "\n# ",
            " **",
            "** ",
            " _",
            "_ ",
            "\n1. ",
        ]
    )
    text = "".join(data.draw(marks) + word for word in said)
    found = re.findall(r"[abcdéè]+", Reader(prose(text)).said)
    assert found == said == re.findall(r"[abcdéè]+", words(text))


@pytest.mark.parametrize("mark", [">", "- ", "* ", "1. ", "> - "])
def test_what_is_nested_without_end_is_there(mark):
    text = mark * 60 + "fond"
    assert "fond" in Reader(prose(text)).said and "fond" in words(text)
    steps = "\n".join("  " * depth + f"- p{depth}" for depth in range(60))
    assert re.findall(r"p\d+", Reader(prose(steps)).said) == [f"p{depth}" for depth in range(60)]


@pytest.mark.parametrize(
    ("levels", "depths"),
    [
        ([], []),
        ([3], [1]),
        ([2, 4, 4, 2], [1, 2, 2, 1]),
        ([3, 1, 6, 2], [1, 1, 2, 2]),
        ([1, 2, 3, 1], [1, 2, 3, 1]),
    ],
)
def test_headings_follow_one_another(levels, depths):
    assert depths_of(levels) == depths


@given(st.lists(st.integers(1, 6)))
def test_no_heading_is_skipped(levels):
    found = depths_of(levels)
    assert found[:1] in ([], [1])
    assert all(after <= before + 1 for before, after in pairwise(found))


# French spacing


def test_french_has_its_spacing_but_not_in_code():
    said = Reader(prose("**Délai** : « **x** » ! l'eau ; `a ; b`\n\n    c ; d", "fr")).said
    assert said.split("\n") == [
        "Délai\u00a0: «\u00a0x\u00a0»\u202f! l’eau\u202f; a ; b",
        "c ; d",
        "",
    ]


def test_english_is_left_as_it_is():
    assert Reader(prose("Who? « x » : it's", "en")).said == "Who? « x » : it's"


def test_addresses_are_left_as_they_are():
    assert 'href="https://a.example/?b;c:d"' in prose("[a](https://a.example/?b;c:d)", "fr")


# Words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Un **mot** de [passe](https://x.example)", "Un mot de passe"),
        ("# Titre\n\nun\ndeux\n\n- a\n- b\n  1. c\n  2. d\n\n> q", "Titre\nun deux\n- a\n- b\n1. c\n2. d\nq"),
        ("|A|B|\n|-|-|\n|x|y|", "A | B\nx | y"),
        ("    code\n    suite", "code\nsuite"),
        ("&amp; &lt;b&gt; \\*", "& <b> *"),
        ("", ""),
    ],
)
def test_words_alone(text, said):
    assert words(text) == said


def test_words_with_where_links_lead():
    text = "[guide](https://x.example/a), <https://y.example>, <a@b.example>, [elle](mailto:a@b.example)"
    assert words(text, addresses=True) == (
        "guide (https://x.example/a), https://y.example, a@b.example, elle (a@b.example)"
    )


# Values


def test_values_of_a_text():
    text = "Un **mot**\nde  \n[passe](https://x.example) `c`\n\n## T\n\n- a\n\n  > b\n\n3. c\n\n|A|B|\n|-|-:|\n|x|1|\n\n    code"
    link = "https://x.example"
    assert parsed(text) == (
        Paragraph(
            (
                Run("Un "),
                Run("mot", strong=True),
                Run(" de\n"),
                Run("passe", link=link),
                Run(" "),
                Run("c", code=True),
            )
        ),
        Title((Run("T"),), 1),
        Items(((Paragraph((Run("a"),)), Quote((Paragraph((Run("b"),)),))),)),
        Items(((Paragraph((Run("c"),)),),), 3),
        Rows(((Run("A"),), (Run("B"),)), (((Run("x"),), (Run("1"),)),), (False, True)),
        Code("code"),
    )


# The filters


def drawn(template: str, language: str = "fr", **values) -> str:
    with translation.override(language):
        return Template(template).render(Context(values))


def test_the_filter_takes_the_language_of_the_page_or_the_one_said():
    assert drawn("{{ text|prose }}", text="Qui ? <b>") == "<p>Qui\u202f? &lt;b&gt;</p>"
    assert drawn("{{ text|prose }}", "en", text="Qui ?") == "<p>Qui ?</p>"
    assert drawn('{{ text|prose:"en" }}', text="Qui ?") == "<p>Qui ?</p>"
    assert drawn("{{ text|prose }}", text=None) == ""


@pytest.mark.parametrize(
    ("language", "french", "english", "found"),
    [
        ("fr", "Oui !", "Yes!", "<p>Oui\u202f!</p>"),
        ("en", "Oui !", "Yes!", "<p>Yes!</p>"),
        (
            "en",
            "Oui !",
            "",
            '<p><span class="lang-mark">in French</span></p><div lang="fr"><p>Oui\u202f!</p></div>',
        ),
        ("fr", "", "", ""),
    ],
)
def test_the_filter_of_both_languages(language, french, english, found):
    section = SimpleNamespace(text=french, text_en=english)
    assert drawn('{{ section|both_prose:"text" }}', language, section=section) == found


def test_a_text_is_drawn_once(monkeypatch):
    subject._kept.cache_clear()
    asked = []
    monkeypatch.setattr(
        subject,
        "_tokens",
        lambda text, whole=subject._tokens, **more: asked.append(text) or whole(text, **more),
    )
    assert prose("un *texte*", "fr") == prose("un *texte*", "fr") != prose("un autre", "fr")
    assert asked == ["un *texte*", "un autre"]
    prose("x" * (subject.KEPT + 1))
    assert subject._kept.cache_info().currsize == 2
