"""`python -m ingest`: everything that enters."""

from __future__ import annotations

import sys

from graph.commandline import Command, main

COMMANDS = (
    Command("sources", "ingest.commands.sources", "che cosa si può caricare"),
    Command("download", "ingest.commands.download", "scarica il file ufficiale di un registro"),
    Command("template", "ingest.commands.template", "un foglio vuoto e spiegato"),
    Command("propose", "ingest.commands.propose", "che elenco è un file, e quale colonna è quale"),
    Command("load", "ingest.commands.load", "carica un registro o un foglio"),
    Command("remove", "ingest.commands.remove", "toglie il territorio di esempio, qualunque cosa vi sia cambiata"),
    Command("geocode", "ingest.commands.geocode", "trova il luogo di un elenco di indirizzi"),
    Command("match", "ingest.commands.match", "quali righe di due elenchi sono lo stesso ente"),
)

if __name__ == "__main__":
    sys.exit(main("ingest", "Ciò che entra in Intreccio: registri, fogli, indirizzi.", COMMANDS))
