"""Properties that several kinds share, declared once. Not the kinds: see `graph.model.kinds`."""

from __future__ import annotations

from graph.model.label import Label
from graph.model.schema import Choice, Property, ValueType

NAME = Property(
    "name",
    Label("Nome", "Name"),
    required=True,
    searchable=True,
    headings=("denominazione", "titolo", "title", "ragione sociale"),
)
ALIASES = Property(
    "aliases",
    Label("Altri nomi", "Other names"),
    many=True,
    searchable=True,
    folded=True,
    headings=("sigla", "alias", "acronym"),
)
DESCRIPTION = Property(
    "description",
    Label("Descrizione", "Description"),
    ValueType.LONG_TEXT,
    folded=True,
    headings=("attività", "profilo", "abstract"),
)
COMMUNITIES = Property(
    "communities",
    Label("Comunità", "Communities"),
    ValueType.COUNTRY,
    many=True,
    searchable=True,
    headings=("comunita", "paesi", "paese", "nazionalità", "provenienza", "countries"),
    help=Label("Paesi di origine, separati da ;", "Countries of origin, separated by ;"),
)
LANGUAGES = Property(
    "languages",
    Label("Lingue", "Languages"),
    ValueType.LANGUAGE,
    many=True,
    searchable=True,
    headings=("lingua", "language"),
    help=Label("Lingue parlate, separate da ;", "Languages spoken, separated by ;"),
)
TOPICS = Property(
    "topics",
    Label("Temi", "Topics"),
    ValueType.TOPIC,
    many=True,
    searchable=True,
    headings=("tema", "topic", "area di intervento", "ambiti di attività", "ambiti", "settore", "settori"),
)
MUNICIPALITY = Property(
    "municipality",
    Label("Comune", "Municipality"),
    ValueType.MUNICIPALITY,
    headings=("città", "citta", "town", "city", "comune sede", "codice istat"),
)
ADDRESS = Property(
    "address",
    Label("Indirizzo", "Address"),
    searchable=True,
    headings=("via", "sede", "street", "indirizzo sede"),
)
POSTCODE = Property("postcode", Label("CAP", "Postcode"), ValueType.POSTCODE, folded=True)
MEETING_PLACE = Property("meeting_place", Label("Luogo di ritrovo", "Meeting place"), folded=True)
TIMES = Property("times", Label("Orari", "Times"), folded=True, headings=("orario", "hours", "opening hours"))
WEBSITE = Property("website", Label("Sito", "Website"), ValueType.URL, folded=True, headings=("sito web", "web", "url"))
PUBLIC_PHONE = Property(
    "public_phone",
    Label("Telefono pubblico", "Public phone"),
    ValueType.PHONE,
    folded=True,
    help=Label("Mostrato a tutti: solo con consenso", "Shown to everyone: with consent only"),
)
PUBLIC_EMAIL = Property(
    "public_email",
    Label("Email pubblica", "Public email"),
    ValueType.EMAIL,
    folded=True,
    help=Label("Mostrata a tutti: solo con consenso", "Shown to everyone: with consent only"),
)
PHONE = Property(
    "phone",
    Label("Telefono", "Phone"),
    ValueType.PHONE,
    many=True,
    private=True,
    headings=("tel", "tel.", "cellulare", "cell.", "numero di telefono", "recapito"),
    help=Label("Visto solo da chi lavora alla mappa", "Seen by staff only"),
)
EMAIL = Property(
    "email",
    Label("Email", "Email"),
    ValueType.EMAIL,
    many=True,
    private=True,
    folded=True,
    headings=("e-mail", "posta elettronica", "mail"),
    help=Label("Vista solo da chi lavora alla mappa", "Seen by staff only"),
)
NOTES = Property(
    "notes",
    Label("Note", "Notes"),
    ValueType.LONG_TEXT,
    private=True,
    folded=True,
    headings=("nota",),
    help=Label("Viste solo da chi lavora alla mappa", "Seen by staff only"),
)
CONSENT_BASIS = Property(
    "consent_basis",
    Label("Base giuridica", "Legal basis"),
    ValueType.CHOICE,
    private=True,
    folded=True,
    choices=(
        Choice("consent", Label("consenso", "consent")),
        Choice("public_interest", Label("interesse pubblico", "public interest")),
        Choice("published", Label("dato già pubblicato dall'ente", "published by the body itself")),
    ),
)
CONSENT_DATE = Property(
    "consent_date", Label("Data del consenso", "Date of consent"), ValueType.DATE, private=True, folded=True
)
EXPIRES = Property(
    "expires",
    Label("Da cancellare entro", "To be erased by"),
    ValueType.DATE,
    private=True,
    folded=True,
)
FISCAL_CODE = Property(
    "fiscal_code",
    Label("Codice fiscale", "Fiscal code"),
    ValueType.FISCAL_CODE,
    matching=True,
    folded=True,
    headings=("cf", "c.f.", "codice_fiscale", "partita iva", "tax code"),
)
RUNTS = Property(
    "runts",
    Label("RUNTS", "RUNTS"),
    matching=True,
    folded=True,
    headings=("numero runts", "numero repertorio", "repertorio", "iscrizione runts"),
)
FORM = Property(
    "form",
    Label("Forma", "Form"),
    ValueType.CHOICE,
    folded=True,
    headings=("forma giuridica", "natura giuridica", "legal form"),
    choices=(
        Choice("informal", Label("gruppo informale", "informal group")),
        Choice("association", Label("associazione", "association")),
        Choice("aps", Label("associazione di promozione sociale (APS)", "social promotion association (APS)")),
        Choice("odv", Label("organizzazione di volontariato (ODV)", "voluntary organisation (ODV)")),
        Choice("sports", Label("associazione sportiva", "sports association")),
        Choice("committee", Label("comitato", "committee")),
        Choice("social_cooperative", Label("cooperativa sociale", "social cooperative")),
        Choice("social_enterprise", Label("impresa sociale", "social enterprise")),
        Choice("foundation", Label("fondazione", "foundation")),
        Choice("public_body", Label("ente pubblico", "public body")),
        Choice("public_service", Label("servizio pubblico", "public service")),
        Choice("agency", Label("agenzia", "agency")),
        Choice("consortium", Label("consorzio o azienda speciale", "consortium or special agency")),
        Choice("parish", Label("ente religioso", "religious body")),
        Choice("union", Label("sindacato o patronato", "trade union")),
        Choice("company", Label("società", "company")),
        Choice("other", Label("altro", "other")),
    ),
)
CANDIDATE = Property(
    "candidate",
    Label("Solo da registro", "From a register only"),
    ValueType.YES_NO,
    folded=True,
    help=Label(
        "Nota solo da un registro, non ancora mappata da una persona",
        "Known from a register only, not yet mapped by a person",
    ),
)
SUGGESTED_BY = Property(
    "suggested_by",
    Label("Parole che suggeriscono un'associazione di migranti", "Words that suggest a migrant association"),
    many=True,
    folded=True,
)
INVENTED = Property(
    "invented",
    Label("Esempio inventato", "Invented example"),
    ValueType.YES_NO,
    folded=True,
    help=Label("Parte del territorio di esempio: non esiste", "Part of the sample territory: does not exist"),
)

LATITUDE = Property("lat", Label("Latitudine", "Latitude"), ValueType.LATITUDE, folded=True)
LONGITUDE = Property("lon", Label("Longitudine", "Longitude"), ValueType.LONGITUDE, folded=True)
PRECISION = Property(
    "precision",
    Label("Precisione del luogo", "Place precision"),
    ValueType.CHOICE,
    folded=True,
    choices=(
        Choice("rooftop", Label("numero civico", "street number")),
        Choice("street", Label("via", "street")),
        Choice("postcode", Label("CAP", "postcode")),
        Choice("municipality", Label("comune", "municipality")),
    ),
)
PLACE_PROVIDER = Property("place_provider", Label("Luogo trovato da", "Place found by"), folded=True)
PLACE_QUERY = Property("place_query", Label("Indirizzo cercato", "Address looked up"), folded=True)
PLACE_MATCHED = Property("place_matched", Label("Indirizzo trovato", "Address found"), folded=True)
PLACE_SCORE = Property(
    "place_score", Label("Sicurezza del luogo (0–1)", "Place score (0–1)"), ValueType.NUMBER, folded=True
)
PLACE_CONFIRMED = Property(
    "place_confirmed",
    Label("Luogo confermato da una persona", "Place confirmed by a person"),
    ValueType.YES_NO,
    folded=True,
)

PLACE = (
    LATITUDE,
    LONGITUDE,
    PRECISION,
    PLACE_PROVIDER,
    PLACE_QUERY,
    PLACE_MATCHED,
    PLACE_SCORE,
    PLACE_CONFIRMED,
)
"""What every located kind keeps of its place; coordinates are there only at street level or better."""

SEAT = (MUNICIPALITY, ADDRESS, POSTCODE, *PLACE)
CONSENT = (CONSENT_BASIS, CONSENT_DATE, EXPIRES)
STANDING = (CANDIDATE, SUGGESTED_BY, INVENTED)
