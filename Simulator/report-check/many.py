"""Makes pages of any size out of a real one: the same page, other data."""

import json
import random
import re

HOSTILE = "</script><img src=x onerror=alert(1)><b>bold</b>"
DATA = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.S)


def write(source, target, replicas, events):
    """The page of `source` with a made-up run of so many replicas and events."""
    with open(source, encoding="utf-8") as file:
        page = file.read()
    kinds = json.loads(DATA.search(page).group(2))["kinds"]
    text = json.dumps(run(kinds, replicas, events), ensure_ascii=False).replace("<", "\\u003c")
    with open(target, "w", encoding="utf-8") as file:
        file.write(DATA.sub(lambda match: match.group(1) + text + match.group(3), page, count=1))


class Rows:
    def __init__(self, kinds):
        self.number = {kind: place for place, kind in enumerate(kinds)}
        self.rows = []

    def add(self, time, node, kind, other=0, detail=0, message=0):
        self.rows.append((time, node, self.number[kind], other, detail, message))


def run(kinds, replicas, events):
    """As `ReportData` has it; the same for the same numbers."""
    chance = random.Random(replicas * 1_000_003 + events)
    names = ["world", "relay", "platforms"] + [f"d{number}" for number in range(replicas)]
    texts = ["", "relay: append", "relay: read entries", "200 to relay: append", HOSTILE,
             "partition d0 d1 | relay", "clock jump 60000", "disk full 100"]
    number_by_text = {text: place for place, text in enumerate(texts)}

    def text(words):
        if words not in number_by_text:
            number_by_text[words] = len(texts)
            texts.append(words)
        return number_by_text[words]

    rows, states, spans, quiet = Rows(kinds), [], [], []
    lines = [[] for _ in names]
    for node in range(1, len(names)):
        rows.add(0, node, "started")
    time, message = 0, 0
    while len(rows.rows) < events:
        time += int(chance.expovariate(1 / 300))
        node = 3 + chance.randrange(replicas)
        draw = chance.random()
        if draw < .8:
            message += 1
            rows.add(time, node, "sent", text("relay"), 2 if draw < .5 else 1, message)
            if chance.random() < .06:
                rows.add(time, node, "lost", text("relay"), 1, message)
                continue
            time += chance.randrange(5, 40)
            rows.add(time, 1, "delivered", text(names[node]), 1, message)
            if draw < .3:
                quiet += [len(rows.rows) - 2, len(rows.rows) - 1]
        elif draw < .95:
            rows.add(time, node, "merged", 0, text(str(len(rows.rows))))
            lines[node].append(f"item {len(lines[node])} {HOSTILE if draw < .82 else 'milk'}")
            states.append({
                "at": len(rows.rows) - 1, "node": node, "removed": [],
                "inserted": [len(lines[node]) - 1, text(lines[node][-1])],
                "conflicts": [conflict(chance)] if draw > .93 else None})
        else:
            kind = chance.choice(["command", "recorded", "refused", "notice", "network", "clock",
                                  "disk", "adversary", "conflict", "crashed", "started"])
            rows.add(time, node, kind, text(HOSTILE), 4)
    rows.add(time, 0, "violation", text("equal digests"), 4)
    for place, kind in enumerate(["cut", "down", "held", "offline", "clock", "full", "lie"]):
        start = time * place // 8
        spans.append({"kind": kind, "node": 3 + place % replicas, "from": start,
                      "to": start + time // 6, "text": kind + " " + HOSTILE})
    columns = list(zip(*rows.rows))
    roles = ["world", "relay", "service"] + ["replica"] * replicas
    return {
        "title": f"{replicas} replicas", "summary": ["equal digests: d0 and d1 differ"],
        "configuration": [HOSTILE], "isGood": False, "calm": time * 9 // 10, "end": time,
        "nodes": [{"name": name, "role": role} for name, role in zip(names, roles)],
        "kinds": kinds, "texts": texts, "times": columns[0], "eventNodes": columns[1],
        "eventKinds": columns[2], "others": columns[3], "details": columns[4],
        "messages": columns[5], "quiet": quiet, "states": states, "spans": spans}


def conflict(chance):
    contenders = [{"text": value, "device": f"d{place}", "time": 1000 * place, "counter": place,
                   "entry": None if place else 7, "position": 0, "seen": 5,
                   "isShown": place == 0}
                  for place, value in enumerate(["milk", HOSTILE])]
    return {"entity": f"item{chance.randrange(9)}", "field": "item.title",
            "rule": "the last one in the common order", "why": f"{HOSTILE} is shown.",
            "contenders": contenders}
