"""Deterministic CBOR (RFC 8949, 4.2.1) of integers, bytes, text, lists, maps, booleans and null.

A map is read as a list of pairs inside `Map`, so that its keys can be of any kind."""


class Refused(Exception):
    pass


class Map(list):
    pass


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | extra]) + number.to_bytes(size, "big")
    raise Refused("an integer of more than 64 bits")


def encode(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, Map):
        return encode_pairs(value)
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(map(encode, value))
    return encode_pairs(value.items())


def encode_pairs(pairs):
    pairs = sorted((encode(key), encode(item)) for key, item in pairs)
    return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)


def decode(data):
    value, end = item(data, 0, 0)
    if end != len(data):
        raise Refused("bytes left over")
    return value


def item(data, at, depth):
    if at >= len(data) or depth > 16:
        raise Refused("too short or too deep")
    first = data[at]
    at += 1
    if first in (0xF4, 0xF5, 0xF6):
        return {0xF4: False, 0xF5: True, 0xF6: None}[first], at
    major, number = first >> 5, first & 31
    if major > 5 or number > 27:
        raise Refused("an item of another kind")
    if number >= 24:
        size = 1 << (number - 24)
        if at + size > len(data):
            raise Refused("too short")
        number, at = int.from_bytes(data[at:at + size], "big"), at + size
        if number < (24, 1 << 8, 1 << 16, 1 << 32)[size.bit_length() - 1]:
            raise Refused("not the shortest form")
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if number > len(data) - at:
        raise Refused("too short")
    if major in (2, 3):
        content = data[at:at + number]
        try:
            return (content if major == 2 else content.decode()), at + number
        except UnicodeDecodeError:
            raise Refused("no UTF-8") from None
    if major == 4:
        values = []
        for _ in range(number):
            value, at = item(data, at, depth + 1)
            values.append(value)
        return values, at
    pairs, last = Map(), None
    for _ in range(number):
        start = at
        key, at = item(data, at, depth + 1)
        if last is not None and data[start:at] <= last:
            raise Refused("keys not in order")
        last = data[start:at]
        value, at = item(data, at, depth + 1)
        pairs.append((key, value))
    return pairs, at
