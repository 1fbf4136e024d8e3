#!/usr/bin/env python3
"""The second oracle: reads logs that `skein-sim export-log` wrote and judges them anew.

    python3 Simulator/oracle/replay.py FILE...

Written from docs/wire-format.md and the project's rules, in the standard library alone. From the
entries' bytes and the structure records it works out roots, the verdict on every entry and every
batch's content, which operations count, what is shown, and the digest of the state; then it compares
all of these with what the replica that wrote the file claims. Exit code 1 if a log differs.
"""
import base64
import json
import sys

import acts
import cbor
import columns
import ed25519
from members import OPERATOR, Membership, Stop, Void, ZEROS, sha256, signed

EMPTY_ROOT = sha256()


class Different(Exception):
    pass


class Tree:
    """The Merkle tree of RFC 6962: the roots of its whole subtrees, largest first."""

    def __init__(self):
        self.peaks, self.roots = [], [EMPTY_ROOT]

    def append(self, entry):
        self.peaks.append((1, sha256(b"\0", entry)))
        while len(self.peaks) > 1 and self.peaks[-1][0] == self.peaks[-2][0]:
            size, right = self.peaks.pop()
            _, left = self.peaks.pop()
            self.peaks.append((2 * size, sha256(b"\1", left, right)))
        root = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            root = sha256(b"\1", left, root)
        self.roots.append(root)


class Header:
    def __init__(self, data):
        def number(start, end):
            return int.from_bytes(data[start:end], "big")

        self.data = data
        self.magic, self.version, self.flags = data[:4], number(4, 6), number(6, 8)
        self.workspace, self.author = data[8:40], data[40:72]
        self.seq, self.previous, self.epoch = number(72, 80), data[80:112], number(112, 116)
        self.seen, self.seen_root = number(116, 124), data[124:156]
        self.highest = (number(156, 162), number(162, 164))
        self.records, self.record_bytes = number(164, 168), number(200, 204)


class Head:
    """An author's chain after its last valid batch."""

    def __init__(self, seq=0, hash=ZEROS, seen=0, time=None):
        self.seq, self.hash, self.seen, self.time = seq, hash, seen, time


class Alive:
    """A value that nothing has replaced."""

    def __init__(self, device, counter, value, index, key):
        self.device, self.counter, self.value = device, counter, value
        self.index, self.key = index, key


class Log:
    def __init__(self, workspace):
        self.members, self.tree, self.heads = Membership(workspace), Tree(), {}
        self.last_time, self.times = 0, []
        self.first_dots, self.entities, self.last_counters = {}, {}, {}
        self.cells, self.acts, self.leases = {}, {}, {}
        self.verdicts, self.void_contents, self.refused = [], [], []

    # ---- entries

    def take(self, entry, structure):
        index = len(self.times)
        batch = None
        try:
            batch = self.judge(entry, index)
            self.verdicts.append("valid")
        except Void as reason:
            self.verdicts.append(str(reason))
        time = int.from_bytes(entry[1:9], "big")
        if self.last_time <= time < 1 << 48:
            self.last_time = time
        # An entry that is void for its time counts as the moment before it.
        self.times.append(self.last_time)
        self.tree.append(entry)
        if batch:
            self.open(batch, structure, index)

    def judge(self, entry, index):
        """The header of a valid batch; None for a valid member entry."""
        kind, time = entry[0], int.from_bytes(entry[1:9], "big")
        if time >= 1 << 48:
            raise Void("time-out-of-range")
        if time < self.last_time:
            raise Void("time-went-back")
        if kind == 1:
            length = int.from_bytes(entry[9:13], "big")
            self.members.take(entry[13:13 + length], entry[13 + length:], index)
            return None
        if kind != 2:
            raise Stop("update needed")
        header = Header(entry[9:213])
        self.judge_batch(header, entry[213:], index)
        self.heads[header.author] = Head(header.seq, sha256(header.data), header.seen, time)
        return header

    def judge_batch(self, header, signature, index):
        def expect(is_right, reason):
            if not is_right:
                raise Void(reason)

        members = self.members
        expect(members.epochs, "no-genesis")
        expect(header.magic == b"SKB1" and header.version > 0, "malformed")
        expect(header.version <= members.format, "version-above-format")
        expect(header.flags == 0, "unknown-flags")
        expect(header.workspace == members.workspace, "wrong-workspace")
        expect(1 <= header.records <= 512 and header.record_bytes <= 262_144, "record-limits")
        author = members.member(header.author)
        expect(author, "author-unknown")
        expect(author.is_active(), "author-removed")
        last = self.heads.get(header.author, Head())
        expect(header.seq == last.seq + 1, "wrong-sequence")
        expect(header.previous == last.hash, "wrong-previous")
        expect(header.epoch == len(members.epochs), "wrong-epoch")
        expect(header.seen <= index, "seen-ahead")
        expect(header.seen >= last.seen, "seen-went-back")
        expect(signed(author.sign, signature, "sk1 batch", header.data), "bad-signature")
        expect(self.tree.roots[header.seen] == header.seen_root, "false-seen-root")

    # ---- contents

    def open(self, header, structure, index):
        author = self.members.member(header.author)
        last = self.last_counters.get(author.number, 0)
        try:
            columns.expect(structure is not None)
            operations = columns.read(structure, self.first_dots.get)
            columns.expect(operations[0].counter > last)
            columns.expect(all(operation.seen <= header.seen for operation in operations))
            highest = max((operation.ms, operation.time_counter) for operation in operations)
            columns.expect(highest == header.highest)
        except columns.Refused:
            self.void_contents.append(index)
            return
        self.last_counters[author.number] = operations[-1].counter
        for position, operation in enumerate(operations):
            if operation.entity not in self.entities:
                self.entities[operation.entity] = True
                self.first_dots[author.number, operation.counter] = operation.entity
            if not self.carry_out(operation, author, index, position):
                self.refused.append([index, position])

    def carry_out(self, operation, author, index, position):
        """Whether it counts."""
        stamp = (operation.ms, operation.time_counter)
        if operation.seen > 0:
            stamp = max(stamp, (self.times[operation.seen - 1], 0))
        # The ceiling last: an entry that was seen may be void for a time out of all range.
        stamp = min(stamp, (min(self.times[index] + 300_000, (1 << 48) - 1), 0))
        if operation.kind == columns.ACT:
            return self.act(operation, author, index, position, stamp[0])
        if author.role < OPERATOR:
            return False
        self.change(operation, author.number, index, (*stamp, index, position))
        return True

    def change(self, operation, device, index, key):
        place = (operation.entity, operation.name)
        alive = self.cells.pop(place, [])

        def saw(other):
            if other.device == device:
                return other.counter < operation.counter
            return other.index < operation.seen

        # Values are told apart by their encoding: true is not 1 here.
        value = cbor.encode(form(operation.value))
        if operation.kind == columns.WRITE:
            alive = [other for other in alive if not saw(other)]
        elif operation.kind == columns.REMOVE:
            alive = [other for other in alive
                     if not (saw(other) and cbor.encode(form(other.value)) == value)]
        if operation.kind != columns.REMOVE:
            alive.append(Alive(device, operation.counter, operation.value, index, key))
        if alive:
            self.cells[place] = alive

    def act(self, operation, author, index, position, made):
        context = acts.Context(
            index, position, self.times[index], made, author.number, author.role,
            self.members.policy, self.members.is_active)
        verb = operation.name.decode()
        try:
            if verb in acts.LEASE_ROLES:
                acts.apply_lease(self.leases, verb, operation.entity, operation.value, context,
                                 self.last_batch, self.role_of)
            else:
                acts.apply_act(self.acts, verb, operation.entity, operation.value, context)
        except acts.Refused:
            return False
        return True

    def last_batch(self, number):
        head = self.heads.get(self.members.members[number].id)
        return head.time if head else None

    def role_of(self, number):
        return self.members.members[number].role

    # ---- what comes of it

    def digest(self):
        """Rule 18: SHA-256 over canonical CBOR of the logged state."""
        heads = [[id, head.seq, head.hash] for id, head in sorted(self.heads.items())]
        parts = [1, [len(self.times), cbor.encode(self.members.form()), heads]]
        parts += [[id, cbor.encode(act)] for id, act in sorted(self.acts.items())]
        parts += [[id, cbor.encode(lease)] for id, lease in sorted(self.leases.items())]
        for (entity, field), alive in sorted(self.cells.items(), key=lambda item: item[0]):
            values = [[value.device, value.counter, form(value.value)]
                      for value in sorted(alive, key=lambda value: (value.device, value.counter))]
            parts.append([entity, field.decode(), values])
        return sha256(*map(cbor.encode, parts))

    def shown(self, schema):
        lines = []
        for (entity, field), alive in sorted(self.cells.items(), key=lambda item: item[0]):
            rule = schema.get(field.decode(), {"kind": None})
            forms = {cbor.encode(form(value.value)) for value in alive}
            is_conflict = rule["kind"] == "register" and len(forms) > 1
            value = cbor.encode(form(choose(alive, rule).value))
            lines.append([entity.hex(), field.hex(), value.hex(),
                          "conflict" if is_conflict else ""])
        return lines


def form(value):
    """A value as CBOR has it."""
    if isinstance(value, list):
        return [form(part) for part in value]
    return {0: bytes(value)} if isinstance(value, columns.Content) else value


def choose(alive, rule):
    """The value in use (rules 12 and 16), every rule ending with the common order."""
    order = sorted(alive, key=lambda value: value.key)
    if rule["kind"] == "fact":
        return order[0]
    choice = rule.get("choice")
    if choice == "earliest":
        return order[0]
    if choice == "firstSet":
        return next((value for value in order if value.value is not None), order[-1])
    if choice == "ranked":
        for rank in rule["ranks"]:
            found = [value for value in order if cbor.encode(form(value.value)).hex() == rank]
            if found:
                return found[-1]
    if choice == "lowest":
        def wake(value):
            if value.value is None:
                return (0, 0)
            is_number = isinstance(value.value, int) and not isinstance(value.value, bool)
            return (1, value.value) if is_number else (2, 0)

        least = min(map(wake, order))
        return [value for value in order if wake(value) == least][-1]
    return order[-1]


# ---- files

def check_note(note, log):
    """The relay's checkpoint: signed by the key that the genesis names, and true."""
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    relay = log.members.relay
    name, _, key = relay["key"].split("+", 2)
    key = base64.b64decode(key)
    wanted = sha256(name.encode(), b"\n", key)[:4]
    found = False
    for line in signatures.decode().splitlines():
        signature = base64.b64decode(line.split(" ")[2])
        if line.split(" ")[1] == name and signature[:4] == wanted:
            found = ed25519.verify(key[1:], signature[4:], text)
    origin, size, root = text.decode().splitlines()
    if origin != f"{name}/w/{log.members.workspace.hex()}":
        raise Different("the checkpoint's origin")
    if not found:
        raise Different("the checkpoint's signature")
    if int(size) != len(log.times) or base64.b64decode(root) != log.tree.roots[-1]:
        raise Different("the checkpoint's root")


def compare(what, claimed, found):
    if claimed == found:
        return
    for place, (left, right) in enumerate(zip(claimed, found)):
        if left != right:
            raise Different(f"{what}, {place}: the replica says {left}, the oracle {right}")
    raise Different(f"{what}: the replica says {claimed}, the oracle {found}")


def replay(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    if data["version"] != 1:
        raise Different(f"the file's version {data['version']}")
    log = Log(bytes.fromhex(data["workspace"]))
    for item in data["entries"]:
        structure = item.get("structure")
        log.take(bytes.fromhex(item["entry"]),
                 None if structure is None else bytes.fromhex(structure))
    claims = data["claims"]
    compare("verdict on entry", claims["verdicts"], log.verdicts)
    compare("root after entry", claims["roots"], [root.hex() for root in log.tree.roots[1:]])
    compare("void contents", claims["voidContents"], log.void_contents)
    compare("refused operations", claims["refused"], log.refused)
    compare("shown", claims["shown"],
            log.shown({field["name"]: field for field in data["schema"]}))
    compare("members", [claims["members"]], [cbor.encode(log.members.form()).hex()])
    compare("act", claims["acts"],
            [cbor.encode(act).hex() for _, act in sorted(log.acts.items())])
    compare("digest", [claims["digest"]], [log.digest().hex()])
    if data.get("note"):
        check_note(bytes.fromhex(data["note"]), log)


def main(paths):
    equal, differing = 0, 0
    for path in paths:
        try:
            replay(path)
            equal += 1
        except Different as difference:
            differing += 1
            print(f"{path}: {difference}")
    print(f"{equal + differing} logs: {equal} equal, {differing} differ")
    return 1 if differing or not equal else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
