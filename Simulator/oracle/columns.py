"""The columns of a structure record (docs/wire-format.md): read so that nothing passes which has
another canonical form."""
import cbor

WRITE, ADD, REMOVE, FACT, ACT = range(5)


class Refused(Exception):
    pass


def expect(is_right):
    if not is_right:
        raise Refused()


class Content(bytes):
    """The hash of a content record, as a value."""


class Operation:
    __slots__ = ("counter", "ms", "time_counter", "seen", "kind", "entity", "name", "value")


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        expect(count <= len(self.data) - self.at)
        self.at += count
        return self.data[self.at - count:self.at]

    def varint(self):
        number = 0
        for place in range(10):
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                expect(byte > 0 or place == 0)
                expect(number < 1 << 64)
                return number
        raise Refused()

    def runs(self, count):
        values = []
        while len(values) < count:
            value, length = self.varint(), self.varint()
            expect(0 < length <= count - len(values) and (not values or values[-1] != value))
            values += [value] * length
        return values

    def places(self, count, entries):
        places, used = [], 0
        for _ in range(count):
            code = self.varint()
            expect(code <= used)
            if code == 0:
                expect(used < entries)
                places.append(used)
                used += 1
            else:
                places.append(used - code)
        expect(used == entries)
        return places

    def dictionary(self, count):
        size = self.varint()
        expect(0 < size <= count)
        return size


def read_value(data):
    """A value with null, booleans, integers, text and bytes as themselves."""
    try:
        value = cbor.decode(data)
    except cbor.Refused:
        raise Refused() from None
    if isinstance(value, list) and not isinstance(value, cbor.Map):
        return [scalar(part) for part in value]
    return scalar(value)


def scalar(value):
    if isinstance(value, cbor.Map):
        expect(len(value) == 1 and value[0][0] == 0 and not isinstance(value[0][0], bool))
        expect(isinstance(value[0][1], bytes) and len(value[0][1]) == 32)
        return Content(value[0][1])
    expect(not isinstance(value, list))
    if isinstance(value, int) and not isinstance(value, bool):
        expect(-(1 << 63) <= value < 1 << 63)
    return value


def distinct(values):
    expect(len(set(values)) == len(values))
    return values


def read(data, resolve):
    """The operations; `resolve` gives the entity of a first operation (device, counter), or None."""
    expect(len(data) <= 1 << 20)
    reader = Reader(data)
    count = reader.varint()
    expect(0 < count <= 4_096)
    lengths = reader.runs(reader.dictionary(count))
    expect(all(length <= 32 for length in lengths))
    ids = distinct([reader.take(length) for length in lengths if length])
    devices = reader.runs(len(lengths) - len(ids))
    dots = distinct([(device, reader.varint()) for device in devices])
    expect(all(device < 1 << 16 and counter > 0 for device, counter in dots))
    names = distinct([reader.take(name_length(reader)) for _ in range(reader.dictionary(count))])
    sizes = [reader.varint() for _ in range(reader.dictionary(count))]
    raw_values = distinct([reader.take(size) for size in sizes])
    values = [read_value(raw) for raw in raw_values]
    kinds = reader.runs(count)
    expect(all(kind < 16 and kind & 7 <= ACT for kind in kinds))
    counters = read_counters(reader, count)
    times = read_times(reader, count)
    time_counters = reader.runs(count)
    expect(all(counter < 1 << 16 for counter in time_counters))
    seen = reader.runs(count)
    entity_places = reader.places(count, len(lengths))
    name_places = reader.places(count, len(names))
    value_places = reader.places(count, len(values))
    expect(reader.at == len(data))
    expect(all(0x21 <= byte <= 0x7E for name in names for byte in name))

    new, old = iter(ids), iter(dots)
    entities = distinct([next(new) if length else resolve(next(old)) for length in lengths])
    expect(None not in entities)
    operations = []
    for place in range(count):
        operation = Operation()
        operation.counter, operation.seen = counters[place], seen[place]
        operation.ms, operation.time_counter = times[place], time_counters[place]
        operation.kind = kinds[place] & 7
        operation.entity = entities[entity_places[place]]
        operation.name = names[name_places[place]]
        operation.value = values[value_places[place]]
        expect(operation.kind != ACT or isinstance(operation.value, list))
        operations.append(operation)
    return operations


def name_length(reader):
    length = reader.varint()
    expect(0 < length <= 255)
    return length


def read_counters(reader, count):
    counters, following = [], 0
    for _ in range(count):
        counter = following + reader.varint()
        expect(0 < counter < 1 << 64)
        counters.append(counter)
        following = counter + 1
    return counters


def read_times(reader, count):
    times, last = [], 0
    for _ in range(count):
        number = reader.varint()
        last = (last + (number >> 1 ^ -(number & 1))) % (1 << 64)
        expect(last < 1 << 48)
        times.append(last)
    return times
