"""Members of a workspace, as its log says (docs/wire-format.md, member body; rules 1, 3, 19, 20)."""
import hashlib

import cbor
import ed25519

ZEROS = bytes(32)
OBSERVER, OPERATOR, SENDER, OWNER = range(4)
POLICY = ("hold", "claim", "window", "deadline", "reconcile", "reread", "attempts", "lease",
          "renew", "expiry", "format")


class Void(Exception):
    """The entry has no effect; its argument is the reason."""


class Stop(Exception):
    """A newer build is needed."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def label(text):
    return text.encode().ljust(16, b"\0")


def signed(key, signature, text, message):
    return ed25519.verify(key, signature, label(text) + message)


def fields(value, names, is_open=False):
    """A map with exactly these text keys (further ones where it is open)."""
    if not isinstance(value, cbor.Map):
        raise Void("malformed")
    found = {}
    for key, item in value:
        if not isinstance(key, str) or (key not in names and not is_open):
            raise Void("malformed")
        found[key] = item
    if any(name not in found for name in names):
        raise Void("malformed")
    return found


def expect(is_right):
    if not is_right:
        raise Void("malformed")


def is_bytes(value, count):
    return isinstance(value, bytes) and len(value) == count


def is_number(value, most=(1 << 64) - 1):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def is_text(value, most):
    return isinstance(value, str) and len(value.encode()) <= most


def check_rotation(value):
    rotation = fields(value, ("epoch", "commitment", "boxes", "previous"))
    expect(is_number(rotation["epoch"], (1 << 32) - 1) and is_bytes(rotation["commitment"], 32)
           and is_bytes(rotation["previous"], 72) and isinstance(rotation["boxes"], list))
    for box in rotation["boxes"]:
        expect(isinstance(box, list) and not isinstance(box, cbor.Map) and len(box) == 2
               and is_number(box[0], 65_535) and is_bytes(box[1], 116))
    return rotation


def check_action(value):
    kind = fields(value, ("kind",), is_open=True)["kind"]
    expect(is_text(kind, 32))
    if kind == "genesis":
        action = fields(value, ("kind", "sign", "box", "commitment", "key", "relay", "policy"))
        expect(is_bytes(action["sign"], 32) and is_bytes(action["box"], 32)
               and is_bytes(action["commitment"], 32) and is_bytes(action["key"], 116))
        relay = fields(action["relay"], ("name", "key", "cosign"))
        expect(all(is_text(text, 512) for text in relay.values()))
        policy = fields(action["policy"], POLICY)
        expect(all(is_number(number, (1 << 48) - 1) for number in policy.values()))
        action["relay"], action["policy"] = relay, policy
    elif kind == "add":
        action = fields(value, ("kind", "sign", "box", "person", "role", "key"))
        expect(is_bytes(action["sign"], 32) and is_bytes(action["box"], 32)
               and is_number(action["person"], (1 << 32) - 1) and is_number(action["role"], OWNER)
               and is_bytes(action["key"], 116))
    elif kind == "role":
        action = fields(value, ("kind", "device", "role"))
        expect(is_bytes(action["device"], 32) and is_number(action["role"], OWNER))
    elif kind == "remove":
        action = fields(value, ("kind", "device", "rotation"))
        expect(is_bytes(action["device"], 32))
        action["rotation"] = check_rotation(action["rotation"])
    elif kind == "rotate":
        action = fields(value, ("kind", "rotation"))
        action["rotation"] = check_rotation(action["rotation"])
    elif kind == "format":
        action = fields(value, ("kind", "format"))
        expect(is_number(action["format"]))
    else:
        action = {"kind": kind, "unknown": True}
    return action


class Member:
    def __init__(self, number, sign, box, person, role, added):
        self.id = sha256(label("sk1 device id"), sign, box)
        self.number, self.sign, self.box = number, sign, box
        self.person, self.role, self.added, self.removed = person, role, added, None

    def is_active(self):
        return self.removed is None

    def form(self):
        return {"sign": self.sign, "box": self.box, "person": self.person, "role": self.role,
                "added": self.added, "removed": self.removed}


class Membership:
    def __init__(self, workspace):
        self.workspace = workspace
        self.members, self.epochs = [], []
        self.head, self.format, self.relay, self.policy = ZEROS, 1, None, None

    def member(self, device):
        return next((member for member in self.members if member.id == device), None)

    def is_active(self, number):
        return number < len(self.members) and self.members[number].is_active()

    def active(self):
        return [member for member in self.members if member.is_active()]

    def form(self):
        return {"workspace": self.workspace, "members": [m.form() for m in self.members],
                "head": self.head, "epochs": self.epochs, "policy": self.policy,
                "format": self.format, "relay": self.relay}

    # ---- entries

    def take(self, body, signature, index):
        """Takes a member entry in; raises Void or Stop before anything is changed."""
        if len(body) > 16_384:
            raise Void("too-large")
        try:
            value = cbor.decode(body)
        except cbor.Refused:
            raise Void("malformed") from None
        names = ("version", "workspace", "previous", "author", "action")
        version = fields(value, ("version",), is_open=True)["version"]
        expect(is_number(version) and version > 0)
        entry = fields(value, names, is_open=version > 1)
        expect(all(is_bytes(entry[name], 32) for name in names[1:4]))
        action = None if version > 1 else check_action(entry["action"])
        if not self.epochs:
            if index > 0:
                raise Void("no-genesis")
            self.found(entry, action, body, signature)
        else:
            self.check_author(entry, action, body, signature)
            if version > 1 or "unknown" in action:
                raise Stop("update needed")
            if action["kind"] == "format" and action["format"] > 1:
                raise Stop("update needed")
            self.carry_out(action, index)
        self.head = sha256(body)

    def found(self, entry, action, body, signature):
        if sha256(body) != self.workspace:
            raise Void("wrong-workspace")
        if action is None:
            raise Stop("update needed")
        if action["kind"] != "genesis":
            raise Void("no-genesis")
        if entry["workspace"] != ZEROS:
            raise Void("wrong-workspace")
        if entry["previous"] != ZEROS:
            raise Void("wrong-member-head")
        founder = Member(0, action["sign"], action["box"], 0, OWNER, 0)
        expect(entry["author"] == founder.id and action["policy"]["format"] > 0)
        if not signed(founder.sign, signature, "sk1 member", body):
            raise Void("bad-signature")
        if action["policy"]["format"] > 1:
            raise Stop("update needed")
        self.policy, self.format = action["policy"], action["policy"]["format"]
        self.relay, self.members = action["relay"], [founder]
        self.epochs = [[action["commitment"], 0]]

    def check_author(self, entry, action, body, signature):
        if action and action["kind"] == "genesis":
            raise Void("genesis-again")
        if entry["workspace"] != self.workspace:
            raise Void("wrong-workspace")
        author = self.member(entry["author"])
        if not author:
            raise Void("author-unknown")
        if not author.is_active():
            raise Void("author-removed")
        if author.role != OWNER:
            raise Void("author-not-owner")
        if entry["previous"] != self.head:
            raise Void("wrong-member-head")
        if not signed(author.sign, signature, "sk1 member", body):
            raise Void("bad-signature")

    def carry_out(self, action, index):
        kind = action["kind"]
        if kind == "add":
            new = Member(len(self.members), action["sign"], action["box"], action["person"],
                         action["role"], index)
            if self.member(new.id):
                raise Void("device-added-before")
            if len(self.active()) >= 64 or len(self.members) >= 65_536:
                raise Void("too-many-devices")
            self.members.append(new)
        elif kind == "role":
            member = self.active_member(action["device"])
            if action["role"] != OWNER and self.is_last_owner(member):
                raise Void("last-owner")
            member.role = action["role"]
        elif kind == "remove":
            member = self.active_member(action["device"])
            if self.is_last_owner(member):
                raise Void("last-owner")
            member.removed = index
            try:
                self.rotate(action["rotation"], index)
            except Void:
                member.removed = None
                raise
        elif kind == "rotate":
            self.rotate(action["rotation"], index)
        elif action["format"] <= self.format:
            raise Void("format-not-raised")
        else:
            self.format = action["format"]

    def active_member(self, device):
        member = self.member(device)
        if not member:
            raise Void("device-unknown")
        if not member.is_active():
            raise Void("device-removed")
        return member

    def is_last_owner(self, member):
        owners = [other for other in self.active() if other.role == OWNER]
        return owners == [member]

    def rotate(self, rotation, index):
        staying = [member.number for member in self.active()]
        if (rotation["epoch"] != len(self.epochs) + 1
                or [number for number, _ in rotation["boxes"]] != staying):
            raise Void("wrong-rotation")
        self.epochs.append([rotation["commitment"], index])
