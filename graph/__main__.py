"""`python -m graph`: everything but what enters."""

from __future__ import annotations

import sys

from graph.commandline import Command, main

COMMANDS = (
    Command("info", "graph.commands.info", "che cosa contiene l'archivio"),
    Command("check", "graph.commands.check", "controlla che l'archivio sia integro"),
    Command("history", "graph.commands.history", "che cosa è cambiato, quando e per mano di chi"),
    Command("revert", "graph.commands.revert", "annulla una revisione"),
    Command("erase", "graph.commands.erase", "cancella ovunque i dati di una persona"),
    Command("backup", "graph.commands.backup", "copia di sicurezza su file"),
    Command("restore", "graph.commands.restore", "ripristina una copia di sicurezza"),
    Command("copy", "graph.commands.copy", "copia tutto in un altro archivio"),
    Command("measures", "graph.commands.measures", "le misure di ogni attore"),
    Command("change", "graph.commands.change", "che cosa è cambiato fra due periodi"),
    Command("suppose", "graph.commands.suppose", "che cosa cambierebbe se…"),
    Command("gaps", "graph.commands.gaps", "le collaborazioni che mancano"),
    Command("mark", "graph.commands.mark", "segna a che punto è il lavoro su una lacuna"),
    Command("queue", "graph.commands.queue", "chi sentire per primo, e perché"),
    Command("upkeep", "graph.commands.upkeep", "che cosa è da aggiornare, completare o confermare"),
    Command("districts", "graph.commands.districts", "gli ambiti a confronto"),
    Command("report", "graph.commands.report", "il rapporto di un ambito, da stampare"),
    Command("evaluate", "graph.commands.evaluate", "quanto ci si può fidare delle coppie proposte"),
    Command("export", "graph.commands.export", "esporta il grafo: Gephi, QGIS, Excel, calendario…"),
)

if __name__ == "__main__":
    sys.exit(main("graph", "Il grafo di Intreccio: archivio, misure, lacune.", COMMANDS))
