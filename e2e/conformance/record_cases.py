"""Cases of our own for record.py: a few of every kind, each with something that is easily got wrong."""


def case(kind, op, tags, given, **options):
    found = {"kind": kind, "op": op, "tags": tags.split(), "input": given}
    return {**found, "options": options} if options else found


def util(op, *args, options=None, **kwargs):
    given = {"args": list(args), **({"kwargs": kwargs} if kwargs else {})}
    return case("util", op, op.split(".")[-1], given, **(options or {}))


def steps(kind, op, args, *steps):
    return case(kind, op, op.lower(), {"args": args, "steps": [list(step) for step in steps]})


def template(source, context=None, **more):
    found = {"kind": "template", "tags": ["ours"], "templates": {"t": source, **more.pop("templates", {})}, "render": "t"}
    options = {"libraries": ["humanize"], **more}
    return {**found, "context": context or {}, "options": options}


def clean(name, value, options=None, **kwargs):
    given = {"field": {"class": name, "kwargs": kwargs}, "value": value}
    return case("form", "Field.clean", f"field {name}", given, **(options or {}))


def request(tags, steps, **given):
    return case("request", "HttpRequest", tags, {"request": given, "steps": steps})


def url(kind, tags, entries=None, **more):
    return {"kind": kind, "tags": tags.split(), "urlconf": entries or URLS, **more}


DAY = {"$": "date", "v": "2024-02-29"}
MOMENT = {"$": "datetime", "v": "2024-02-29T00:05:00"}
URLS = [
    {"type": "path", "route": "", "view": "home", "name": "home"},
    {"type": "path", "route": "post/<int:pk>/", "view": "post", "name": "post"},
    {"type": "path", "route": "post/new/", "view": "new", "name": "new", "kwargs": {"draft": True}},
    {"type": "path", "route": "post/<slug:slug>/", "view": "by_slug", "name": "post"},
    {"type": "re_path", "route": r"^year/(?P<year>[0-9]{4})/$", "view": "year", "name": "year"},
    {
        "type": "path", "route": "shop/<str:town>/", "app_name": "shop", "namespace": "shop",
        "include": [{"type": "path", "route": "item/<uuid:key>/", "view": "item", "name": "item"}],
    },
]
KEY = "c0ffee00-0000-4000-8000-00000000cafe"

CASES = [
    util("utils.text.slugify", "  Ærø & Øst: 50 % ½ "),
    util("utils.text.slugify", "Ærø ☃ Øst", allow_unicode=True),
    util("utils.text.get_valid_filename", "mid / night\t*.tar.gz"),
    util("utils.text.phone2numeric", "1-800-ROUNDTRIP"),
    util("utils.html.escape", "<b title='x'>\"&amp;\"</b>"),
    util("utils.html.strip_tags", "a<br/>b <!-- c -->d < e"),
    util("utils.html.urlize", "See (www.example.com/a_(b)), or write to ada@example.org!", nofollow=True),
    util("utils.html.linebreaks", "one\ntwo\r\n\r\nthree"),
    util("utils.http.urlencode", {"q": ["a b", "ü"], "n": 1}, doseq=True),
    util("utils.http.parse_etags", '"a", W/"b", junk'),
    util("utils.http.url_has_allowed_host_and_scheme", "///evil.example", ["ok.example"]),
    util("utils.http.int_to_base36", 46656),
    util("utils.dateparse.parse_duration", "-P1DT2H0.5S"),
    util("utils.dateparse.parse_date", "2023-02-29"),
    util("utils.dateformat.format", MOMENT, r"jS \o\f F Y, P, z, L, W"),
    util("utils.timesince.timesince", DAY, {"$": "date", "v": "2025-03-01"}, depth=3),
    util("utils.numberformat.format", {"$": "decimal", "v": "-1234567.805"}, ",", 2, grouping=3, thousand_sep=".", force_grouping=True),
    util("utils.formats.date_format", DAY, options={"language": "pl"}),
    util("utils.formats.localize", 1234.5, options={"language": "fr", "settings": {"USE_THOUSAND_SEPARATOR": True}}),
    util("utils.formats.sanitize_separators", "1.234,5", options={"language": "de", "settings": {"USE_THOUSAND_SEPARATOR": True}}),
    util("utils.formats.get_format", "NUMBER_GROUPING", lang="de-ch"),
    util("utils.translation.get_supported_language_variant", "zh-tw"),
    util("utils.translation.to_locale", "sr-latn"),
    util("utils._os.safe_join", "/media", "a/../../b"),
    util("contrib.humanize.templatetags.humanize.intword", -1950000),
    util("contrib.humanize.templatetags.humanize.ordinal", 112),
    util("core.signing.b62_encode", 238328),
    case("util", "core.validators.validate_ipv46_address", "validators", {"value": "::ffff:10.0.0.1/8"}),
    case("util", "core.validators.EmailValidator", "validators", {"init": {"kwargs": {"allowlist": ["intranet"]}}, "value": "a+b@intranet"}),
    case("util", "core.validators.StepValueValidator", "validators", {"init": {"args": [0.2]}, "value": 0.3}),
    steps("util", "Paginator", [[1, 2, 3, 4, 5], 2], ["get", "num_pages"], ["call", "page", ["3x"]], ["call", "page", [9]]),
    steps("util", "Truncator", ["<p>One <em>two</em> three</p>"], ["call", "words", [2], {"html": True}], ["call", "chars", [5]]),
    steps("util", "Signer", [], ["call", "sign", ["a:b"]], ["call", "unsign", ["a:b:forged"]]),

    template("{% for x in xs %}{{ forloop.counter }}/{{ forloop.revcounter0 }}{% cycle 'a' 'b' %}{% empty %}none{% endfor %}", {"xs": [0, None, "<"]}),
    template("{{ missing|default_if_none:'x' }}[{{ none }}]{{ none|default_if_none:'y' }}", {"none": None}),
    template("{% if a == 1 and not b or c in 'xyz' %}yes{% else %}no{% endif %}", {"a": 1, "b": 0, "c": "q"}),
    template("{% extends 'base' %}{% block b %}{{ block.super }}+child{% endblock %}", templates={"base": "[{% block b %}base{% endblock %}]"}),
    template("{% with total=n|add:'2' %}{{ total }}{% endwith %}{{ total }}", {"n": 40}),
    template("{{ t|truncatewords_html:2 }}|{{ t|striptags|wordcount }}|{{ t }}", {"t": "<b>one two</b> three"}),
    template("{% autoescape off %}{{ t }}{% endautoescape %}{{ t|force_escape|linebreaksbr }}", {"t": "<\n>"}),
    template("{{ d|date:'D j M y' }} {{ n|floatformat:'-2g' }} {{ n|intcomma }}", {"d": DAY, "n": 1234567.5}, language="es"),
    template("{% regroup people by town as towns %}{% for t in towns %}{{ t.grouper }}:{{ t.list|length }} {% endfor %}", {"people": [{"town": "A"}, {"town": "A"}, {"town": "B"}]}),
    template("{% if a %}{% endfor %}", {"a": 1}),
    template("{{ x|nothing }}"),

    url("resolve", "converter", path="/post/7/"),
    url("resolve", "order", path="/post/new/"),
    url("resolve", "include", path=f"/shop/K%C3%B8ge/item/{KEY}/"),
    url("resolve", "miss", path="/post/"),
    url("reverse", "two-of-a-name", viewname="post", kwargs={"slug": "a-b"}),
    url("reverse", "namespace", viewname="shop:item", kwargs={"town": "Køge ½", "key": KEY}),
    url("reverse", "regex", viewname="year", args=[2024]),
    url("reverse", "miss", viewname="post", args=["a b"]),

    steps("querydict", "QueryDict", ["a=1&a=2&b=%C3%BC+x&c"], ["getitem", "a"], ["call", "getlist", ["a"]], ["call", "urlencode", []], ["getitem", "z"], ["call", "get", ["c"]]),
    request("get", [["call", "get_full_path", []], ["get", "GET"], ["call", "is_secure", []]], path="/a/", query_string="x=1&x=2"),
    request("post", [["get", "POST"], ["get", "content_type"], ["on", "headers", ["getitem", "accept"]]], method="POST", body="a=%2B&b=", headers=[["Content-Type", "application/x-www-form-urlencoded"], ["Accept", "text/*"]]),
    steps("response", "HttpResponse", ["ü"], ["call", "setdefault", ["X-A", "1"]], ["call", "has_header", ["x-a"]], ["call", "write", ["!"]], ["get", "content"]),
    steps("response", "JsonResponse", [{"d": DAY, "n": None}]),
    steps("response", "HttpResponseRedirect", ["/ü/?a=b c"], ["get", "url"]),
    case("cookie", "HttpResponse.set_cookie", "cookie", {"args": ["k", "a;b"], "kwargs": {"httponly": True, "secure": True, "samesite": "Lax"}}),

    clean("IntegerField", " 12x"),
    clean("DecimalField", "12.345", max_digits=4, decimal_places=2),
    clean("DecimalField", "1.234,5", {"language": "de", "settings": {"USE_THOUSAND_SEPARATOR": True}}, localize=True),
    clean("DateField", "29.02.2024", {"language": "cs"}),
    clean("MultipleChoiceField", ["a", "z"], choices=[["a", "A"], ["b", "B"]]),
    case("form", "Widget.render", "widget", {"widget": {"class": "Select", "kwargs": {"choices": [["a", "A"], ["G", [["b", "<B>"]]]]}}, "name": "n", "value": "b"}),

    case("middleware", "CommonMiddleware", "common", {"request": {"path": "/x"}, "response": {"args": ["hello"]}}),
    case("middleware", "SecurityMiddleware", "security", {"request": {"path": "/", "scheme": "https"}}, settings={"SECURE_HSTS_SECONDS": 60}),
    case("middleware", "XFrameOptionsMiddleware", "frame", {"request": {}}, settings={"X_FRAME_OPTIONS": "SAMEORIGIN"}),
]
