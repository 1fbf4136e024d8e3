#!/usr/bin/env python3
"""Writes Fixtures/wire: golden bytes of every wire format.

A second implementation, from docs/wire-format.md, in the standard library; libsodium is called for
Ed25519, X25519 and XChaCha20-Poly1305 only. Run it from the package's root:

    python3 Simulator/oracle/wire_vectors.py
"""
import base64
import ctypes
import ctypes.util
import hashlib
import hmac
import json
import os

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
assert sodium.sodium_init() >= 0
FOLDER = "Fixtures/wire"


# ---- primitives

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def label(text):
    return text.encode().ljust(16, b"\0")


def u(size, number):
    return number.to_bytes(size, "big")


def prefixed(data):
    return u(4, len(data)) + data


def derive(key, number, context, length=32):
    out = ctypes.create_string_buffer(length)
    assert sodium.crypto_kdf_derive_from_key(
        out, ctypes.c_size_t(length), ctypes.c_uint64(number), context, key) == 0
    return out.raw


def sign_keys(seed):
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, seed)
    return public.raw, secret.raw


def box_public(seed):
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
    sodium.crypto_box_seed_keypair(public, secret, seed)
    return public.raw


def sign(secret, text, message):
    out = ctypes.create_string_buffer(64)
    data = label(text) + message
    sodium.crypto_sign_detached(out, None, data, ctypes.c_ulonglong(len(data)), secret)
    return out.raw


def aead(key, nonce, additional, plain):
    out = ctypes.create_string_buffer(len(plain) + 16)
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, None, plain, ctypes.c_ulonglong(len(plain)), additional,
        ctypes.c_ulonglong(len(additional)), None, nonce, key)
    return out.raw


def merkle_root(leaves):
    """RFC 6962, section 2.1, read literally."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return sha256(b"\0", leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1", merkle_root(leaves[:half]), merkle_root(leaves[half:]))


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def bytes(self, count):
        out = b""
        while len(out) < count:
            out += u(8, self.next())
        return out[:count]


# ---- CBOR

def head(major, number):
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | extra]) + u(size, number)
    raise ValueError(number)


def cbor(value):
    if value is None:
        return b"\xf6"
    if value is True or value is False:
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    pairs = sorted((cbor(key), cbor(item)) for key, item in value.items())
    return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)


# ---- members

class Device:
    def __init__(self, seed):
        self.seed = seed
        self.sign, self.secret = sign_keys(derive(seed, 1, b"skdevice"))
        self.box = box_public(derive(seed, 2, b"skdevice"))
        self.local = derive(seed, 3, b"skdevice")
        self.id = sha256(label("sk1 device id"), self.sign, self.box)


FOUNDER, MEMBER = Device(bytes([1] * 32)), Device(bytes([2] * 32))
RELAY = {
    "name": "relay.example", "key": "relay.example+00000000+AA==",
    "cosign": "relay.example+00000001+AA==",
}
POLICY = {
    "hold": 10_000, "claim": 60_000, "window": 20_000, "deadline": 30_000, "reconcile": 215_000,
    "reread": 30_000, "attempts": 3, "lease": 720_000, "renew": 300_000, "expiry": 86_400_000,
    "format": 1,
}
EPOCH_KEY = bytes([7] * 32)
ZEROS = bytes(32)
TIME = 1_750_000_000_000


def commitment(workspace, epoch, key):
    return sha256(label("sk1 epoch"), ZEROS if epoch == 1 else workspace, u(4, epoch), key)


def member_body(workspace, previous, author, action):
    return cbor({
        "version": 1, "workspace": workspace, "previous": previous, "author": author.id,
        "action": action,
    })


GENESIS = member_body(ZEROS, ZEROS, FOUNDER, {
    "kind": "genesis", "sign": FOUNDER.sign, "box": FOUNDER.box,
    "commitment": commitment(None, 1, EPOCH_KEY), "key": bytes([0x11] * 116), "relay": RELAY,
    "policy": POLICY,
})
WORKSPACE = sha256(GENESIS)


def member_cases():
    nonce = bytes([9] * 24)
    new_key = bytes([8] * 32)
    rotation = {
        "epoch": 2, "commitment": commitment(WORKSPACE, 2, new_key),
        "boxes": [[0, bytes([0x12] * 116)], [300, bytes([0x13] * 116)]],
        "previous": nonce + aead(new_key, nonce, b"SKE1" + WORKSPACE + u(4, 2), EPOCH_KEY),
    }
    actions = {
        "add": {"kind": "add", "sign": MEMBER.sign, "box": MEMBER.box, "person": 70_000,
                "role": 2, "key": bytes([0x14] * 116)},
        "role": {"kind": "role", "device": MEMBER.id, "role": 0},
        "remove": {"kind": "remove", "device": MEMBER.id, "rotation": rotation},
        "rotate": {"kind": "rotate", "rotation": rotation},
        "format": {"kind": "format", "format": 2},
        "unknown": {"kind": "erase", "entries": [1, 2]},
    }
    bodies = {"genesis": GENESIS}
    for name, action in actions.items():
        bodies[name] = member_body(WORKSPACE, sha256(GENESIS), FOUNDER, action)
    return [
        {"name": name, "body": body.hex(), "hash": sha256(body).hex(),
         "signature": sign(FOUNDER.secret, "sk1 member", body).hex()}
        for name, body in bodies.items()]


# ---- structure records

def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def zigzag(number):
    return varint(2 * number if number >= 0 else -2 * number - 1)


def runs(values):
    out, index = b"", 0
    while index < len(values):
        length = 1
        while index + length < len(values) and values[index + length] == values[index]:
            length += 1
        out += varint(values[index]) + varint(length)
        index += length
    return out


def references(keys):
    order, out = [], b""
    for key in keys:
        if key in order:
            out += varint(len(order) - order.index(key))
        else:
            out += varint(0)
            order.append(key)
    return order, out


KINDS = {"write": 0, "add": 1, "remove": 2, "fact": 3, "act": 4}


def columns(operations, known):
    entities, entity_column = references([op["entity"] for op in operations])
    names, name_column = references([op["name"].encode() for op in operations])
    values, value_column = references([cbor(op["value"]) for op in operations])
    new = [entity for entity in entities if entity not in known]
    old = [known[entity] for entity in entities if entity in known]
    out = varint(len(operations))
    out += varint(len(entities))
    out += runs([0 if entity in known else len(entity) for entity in entities])
    out += b"".join(new)
    out += runs([device for device, _ in old]) + b"".join(varint(c) for _, c in old)
    out += varint(len(names)) + b"".join(varint(len(name)) + name for name in names)
    out += varint(len(values)) + b"".join(varint(len(value)) for value in values)
    out += b"".join(values)
    out += runs([KINDS[op["kind"]] + 8 * op["starts"] for op in operations])
    last = 0
    for op in operations:
        out += varint(op["counter"] - last)
        last = op["counter"] + 1
    last = 0
    for op in operations:
        out += zigzag(op["ms"] - last)
        last = op["ms"]
    out += runs([op["hlc"] for op in operations])
    out += runs([op["seen"] for op in operations])
    return out + entity_column + name_column + value_column


def operation(counter, kind, entity, name, value, ms=TIME, hlc=0, seen=1, starts=True):
    return {
        "counter": counter, "kind": kind, "entity": entity, "name": name, "value": value,
        "ms": ms, "hlc": hlc, "seen": seen, "starts": starts,
    }


TEXT = "Здравствуйте!".encode()
SALT = bytes(range(16))
CONTENT = sha256(SALT, TEXT)
CHAT, OTHER, TAGGED = bytes([0xAA]), bytes(range(32)), bytes([0xBB] * 16)

STRUCTURES = {
    "one write": ([operation(1, "write", CHAT, "chat.status", "closed")], {}),
    "every kind": ([
        operation(3, "write", CHAT, "chat.status", "work", ms=TIME, seen=5),
        operation(4, "write", CHAT, "chat.assignee", 3, ms=TIME, hlc=1, seen=5, starts=False),
        operation(5, "add", OTHER, "chat.tags", "брак", ms=TIME + 20, seen=5),
        operation(9, "remove", OTHER, "chat.tags", "брак", ms=TIME + 10, seen=300),
        operation(500, "fact", TAGGED, "message.body",
                  [CHAT, "buyer", -1, {0: CONTENT}, None, True, b"\x00"], seen=300),
        operation(501, "act", TAGGED, "claim", [], ms=(1 << 48) - 1, hlc=65_535, seen=300),
        operation(502, "act", CHAT, "claim", [-(1 << 63), (1 << 63) - 1, False], ms=0, seen=2),
        operation(503, "write", CHAT, "chat.status", None, seen=0, starts=False),
    ], {CHAT: (0, 1), TAGGED: (300, 1 << 40)}),
    "texts that only look equal": ([
        operation(1, "add", CHAT, "chat.tags", "\u00e9"),
        operation(2, "add", CHAT, "chat.tags", "e\u0301"),
    ], {}),
}


def structure_cases():
    return [{
        "name": name,
        "operations": [
            dict(op, entity=op["entity"].hex(), value=cbor(op["value"]).hex())
            for op in operations],
        "known": [{"entity": entity.hex(), "device": device, "counter": counter}
                  for entity, (device, counter) in known.items()],
        "columns": columns(operations, known).hex(),
    } for name, (operations, known) in STRUCTURES.items()]


# ---- batches and entries

def pad(plain):
    block = 64 if len(plain) < 1_024 else 256
    padded = plain + b"\x80"
    return padded + bytes(-len(padded) % block)


def seal(header, number, nonce, plain):
    additional = b"SKR1" + header[8:40] + header[40:72] + header[72:80] + header[112:116]
    key = derive(EPOCH_KEY, 1, b"skrecord")
    return nonce + aead(key, nonce, additional + u(4, number), pad(plain))


def batch():
    operations = [
        operation(1, "write", CHAT, "t", None, hlc=2),
        operation(2, "fact", OTHER, "m", {0: CONTENT}, starts=False),
    ]
    structure = columns(operations, {})
    # Stored: these few bytes do not shrink.
    plain = [bytes([0]) + varint(len(structure)) + structure, SALT + TEXT]
    random = SplitMix64(43)
    root = sha256(b"\0", b"the log so far")
    start = (b"SKB1" + u(2, 1) + u(2, 0) + WORKSPACE + FOUNDER.id + u(8, 1) + ZEROS + u(4, 1)
             + u(8, 1) + root + u(6, TIME) + u(2, 2))
    records = [
        seal(start, number, random.bytes(24), data) for number, data in enumerate(plain)]
    header = (start + u(4, len(records)) + merkle_root(records)
              + u(4, sum(map(len, records))))
    assert len(header) == 204
    signature = sign(FOUNDER.secret, "sk1 batch", header)
    sealed = (header + signature + b"".join(u(4, len(record)) for record in records)
              + b"".join(records))
    return operations, structure, header, signature, records, sealed, root


def write(name, content):
    with open(os.path.join(FOLDER, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")


def main():
    os.makedirs(FOLDER, exist_ok=True)
    write("devices", [
        {"seed": device.seed.hex(), "sign": device.sign.hex(), "box": device.box.hex(),
         "local": device.local.hex(), "id": device.id.hex()} for device in (FOUNDER, MEMBER)])
    write("members", member_cases())
    write("structures", structure_cases())

    operations, structure, header, signature, records, sealed, root = batch()
    entry = bytes([2]) + u(8, TIME) + header + signature
    genesis_signature = sign(FOUNDER.secret, "sk1 member", GENESIS)
    genesis = bytes([1]) + u(8, TIME) + prefixed(GENESIS) + genesis_signature
    write("batch", {
        "epochKey": EPOCH_KEY.hex(), "nonceSeed": 43, "seenRoot": root.hex(),
        "operations": [
            dict(op, entity=op["entity"].hex(), value=cbor(op["value"]).hex())
            for op in operations],
        "salt": SALT.hex(), "text": TEXT.hex(), "columns": structure.hex(),
        "header": header.hex(), "signature": signature.hex(), "id": sha256(header).hex(),
        "records": [record.hex() for record in records], "sealed": sealed.hex(),
    })
    write("entries", [
        {"name": name, "entry": data.hex(), "leaf": sha256(b"\0", data).hex()}
        for name, data in (("genesis", genesis), ("batch", entry))])

    note = b"a checkpoint note"
    write("payloads", {
        "note": note.hex(),
        "appendMember": (bytes([1]) + u(8, 0) + prefixed(GENESIS) + genesis_signature).hex(),
        "appendBatch": (bytes([2]) + bytes([0xFF] * 8) + sealed).hex(),
        "answer": (u(8, 1) + u(8, TIME) + prefixed(note)).hex(),
        "page": (prefixed(note) + u(4, 2) + prefixed(genesis) + u(2, 0) + prefixed(entry)
                 + u(2, len(records)) + b"".join(map(prefixed, records))).hex(),
    })

    secret = bytes([5] * 32)
    invite = cbor({
        "workspace": WORKSPACE, "relay": "https://relay.example:8443", "key": RELAY["key"],
        "secret": secret, "role": 2, "expires": TIME,
    })
    request = cbor({
        "version": 1, "sign": MEMBER.sign, "box": MEMBER.box, "login": "anna", "name": "Анна",
    })
    mac = hmac.new(secret, label("sk1 join") + request, hashlib.sha512).digest()[:32]
    invite_id = sha256(label("sk1 invite"), secret)
    code = int.from_bytes(
        sha256(label("sk1 compare"), MEMBER.id, FOUNDER.id)[:8], "big") % 1_000_000
    write("joining", {
        "invite": "skein-invite-1:" + base64.urlsafe_b64encode(invite).decode().rstrip("="),
        "inviteID": invite_id.hex(), "request": (request + mac).hex(), "code": f"{code:06}",
        "list": (u(4, 1) + prefixed(invite_id + request + mac)).hex(),
    })


main()
