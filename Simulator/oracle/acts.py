"""Acts and leases: what the log's order alone decides (rules 13 and 24 to 29)."""
from columns import Content
from members import OPERATOR, OWNER, SENDER

DAY = 86_400_000
ROLES = {
    "enqueue": OPERATOR, "edit": OPERATOR, "hold": OPERATOR, "release": OPERATOR,
    "cancel": OPERATOR, "decide": OPERATOR, "claim": SENDER, "intent": SENDER,
    "outcome": SENDER, "reconcile": SENDER, "expire": OWNER,
}
LEASE_ROLES = {"lease": OPERATOR, "unlease": OPERATOR, "expire-lease": OWNER}


class Refused(Exception):
    pass


def expect(is_right, reason="refused"):
    if not is_right:
        raise Refused(reason)


# ---- arguments

def number(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def flag(value):
    return isinstance(value, bool)


def text(value):
    return isinstance(value, str) and len(value.encode()) <= 512


def plain(value):
    return isinstance(value, bytes) and not isinstance(value, Content)


def entity(value):
    return plain(value) and 1 <= len(value) <= 32


def content(value):
    return isinstance(value, Content)


def maybe(check):
    return lambda value: value is None or check(value)


def digest(value):
    return plain(value) and len(value) == 32


def word(*words):
    return lambda value: isinstance(value, str) and value in words


FORMS = {
    "enqueue": [[entity, entity, content, maybe(entity), number, number]],
    "edit": [[number, content]],
    "hold": [[text]],
    "release": [[maybe(entity)]],
    "cancel": [[]],
    "claim": [[number]],
    "intent": [[number, number, number, maybe(text), digest, number]],
    "outcome": [[number, word("sent"), text], [number, word("rejected"), text, flag],
                [number, word("not-sent"), text, number], [number, word("unknown"), text, flag]],
    "reconcile": [[number, word("found"), text], [number, word("absent")],
                  [number, word("undecided"), text]],
    "decide": [[number, word("sent", "again", "drop")]],
    "expire": [[word("claim", "intent")]],
}


def fits(form, arguments):
    return len(form) == len(arguments) and all(
        check(value) for check, value in zip(form, arguments))


# ---- acts

class Context:
    """The operation's place, and what the log below says of its author."""

    def __init__(self, index, position, time, made, author, role, policy, is_active):
        self.index, self.position, self.time, self.made = index, position, time, made
        self.author, self.role, self.policy, self.is_active = author, role, policy, is_active

    def evidence(self, kind, attempt, detail):
        return {"kind": kind, "attempt": attempt, "device": self.author, "time": self.time,
                "detail": detail}


def apply_act(acts, verb, subject, arguments, context):
    """Changes `acts` (records by id), or raises Refused."""
    expect(verb in FORMS and any(fits(form, arguments) for form in FORMS[verb]), "malformed")
    expect(context.role >= ROLES[verb], "role")
    act = acts.get(subject)
    if verb == "enqueue":
        expect(act is None, "already exists")
        acts[subject] = begin(subject, arguments, context)
        return
    expect(act is not None, "no such act")
    # Steps either refuse before they change anything, or succeed.
    STEPS[verb](act, arguments, context, acts)


def begin(subject, arguments, context):
    lane, resource, body, basis, hold, not_before = arguments
    return {
        "id": subject, "lane": lane, "resource": resource, "author": context.author,
        "index": context.index, "position": context.position, "time": context.time,
        "basis": basis, "text": bytes(body), "version": 1, "attempt": 1,
        "since": max(context.time, not_before), "ambiguous": 0,
        "state": ["queued", max(context.made + min(hold, DAY), not_before)],
        "intents": [], "late": None, "double": False,
    }


def edit(act, arguments, context, acts):
    version, body = arguments
    expect(act["state"][0] in ("held", "queued", "claimed", "rejected"))
    expect(version == act["version"] + 1)
    act["text"], act["version"] = bytes(body), version


def hold(act, arguments, context, acts):
    expect(act["state"][0] in ("queued", "claimed"))
    act["state"] = ["held", arguments[0]]


def release(act, arguments, context, acts):
    state = act["state"][0]
    expect(state == "held" or state == "queued" and act["attempt"] == 1)
    act["state"] = ["queued", context.time]
    if arguments[0] is not None:
        act["basis"] = arguments[0]
    act["since"] = context.time


def cancel(act, arguments, context, acts):
    expect(act["state"][0] in ("held", "queued", "claimed"))
    act["state"] = ["cancelled"]


def occupies(act, is_active):
    state = act["state"]
    return state[0] == "inflight" or state[0] == "claimed" and is_active(state[1]["device"])


def claim(act, arguments, context, acts):
    expect(arguments[0] == act["attempt"])
    state = act["state"]
    expect(state[0] in ("queued", "claimed"))
    if state[0] == "queued":
        expect(context.time >= state[1])
    else:
        other = state[1]
        expect(other["device"] != context.author)
        expect(not context.is_active(other["device"])
               or context.time >= other["time"] + context.policy["claim"])
    for other in acts.values():
        expect(other is act or other["lane"] != act["lane"]
               or not occupies(other, context.is_active))
    act["state"] = ["claimed", {
        "device": context.author, "index": context.index, "time": context.time}]


def intent(act, arguments, context, acts):
    attempt, claim_index, version, watermark, body, deadline = arguments
    expect(attempt == act["attempt"] and act["state"][0] == "claimed")
    held = act["state"][1]
    expect(held["device"] == context.author and held["index"] == claim_index)
    expect(version == act["version"] and 30_000 <= deadline <= 300_000)
    expect(len(act["intents"]) < 64)
    policy = context.policy
    wait = policy["reconcile"]
    if deadline > policy["deadline"]:
        # The excess as well, over 0.9, rounded up.
        wait = -(-(wait + deadline - policy["deadline"]) * 10 // 9)
    made = {
        "attempt": attempt, "device": context.author, "index": context.index,
        "time": context.time, "version": version, "watermark": watermark, "body": bytes(body),
        "window": policy["window"], "deadline": deadline, "quarantine": wait,
        "from": context.time + wait, "attempts": policy["attempts"], "doubt": None,
    }
    act["intents"].append(made)
    act["state"] = ["inflight", dict(made)]


def find_intent(act, attempt):
    return next((made for made in act["intents"] if made["attempt"] == attempt), None)


def outcome(act, arguments, context, acts):
    attempt, report, detail = arguments[:3]
    if report == "sent":
        made = find_intent(act, attempt)
        expect(made is not None and made["device"] == context.author)
        succeed(act, context.evidence("answer", attempt, detail))
        return
    expect(attempt == act["attempt"])
    state = act["state"]
    expect(state[0] in ("claimed", "inflight") and state[1]["device"] == context.author)
    if report == "unknown":
        expect(state[0] == "inflight" and state[1]["doubt"] is None)
        if arguments[3]:
            give_up(act, detail)
        else:
            state[1]["doubt"] = detail
        return
    act["intents"] = [made for made in act["intents"] if made["attempt"] != attempt]
    if act["late"] is not None:
        # An earlier attempt has succeeded, and this one came to nothing.
        act["state"], act["late"], act["double"] = ["sent", act["late"]], None, False
    elif report == "rejected":
        act["state"] = ["rejected", detail, arguments[3]]
    elif context.time >= act["since"] + context.policy["expiry"]:
        act["state"] = ["unknown", "expired: " + detail]
    else:
        try_again(act, context.time + min(arguments[3], DAY))


def try_again(act, not_before):
    act["state"] = ["queued", not_before]
    act["attempt"] += 1


def give_up(act, reason):
    act["ambiguous"] += 1
    if act["late"] is None:
        act["state"] = ["unknown", reason]
    else:
        act["state"], act["late"] = ["sent", act["late"]], None


def reconcile(act, arguments, context, acts):
    attempt, finding = arguments[:2]
    made = find_intent(act, attempt)
    expect(made is not None)
    state = act["state"]
    is_open = state[0] == "inflight" and state[1]["attempt"] == attempt
    expect(context.time >= (state[1] if is_open else made)["from"])
    if finding == "found":
        succeed(act, context.evidence("history", attempt, arguments[2]))
        return
    expect(is_open)
    if finding == "undecided":
        give_up(act, arguments[2])
    elif act["late"] is None and act["ambiguous"] + 1 < state[1]["attempts"]:
        try_again(act, context.time)
        act["ambiguous"] += 1
    else:
        give_up(act, "attempts exhausted")


def succeed(act, evidence):
    state = act["state"]
    attempt = evidence["attempt"]
    if state[0] == "inflight" and state[1]["attempt"] != attempt:
        expect(act["late"] is None)
        act["late"], act["double"] = evidence, True
        return
    if state[0] == "sent":
        known = state[1]
        if known["attempt"] == attempt:
            # A fact in place of a person's word.
            expect(known["kind"] == "person")
            act["state"] = ["sent", evidence]
            return
        is_same = (known["kind"] == evidence["kind"] == "history"
                   and known["detail"] == evidence["detail"])
        expect(not is_same and not act["double"])
        act["double"] = True
        return
    if state[0] in ("cancelled", "dropped"):
        act["double"] = True
    elif state[0] in ("unknown", "rejected"):
        act["double"] |= any(made["attempt"] > attempt for made in act["intents"])
    act["state"] = ["sent", evidence]


def decide(act, arguments, context, acts):
    attempt, decision = arguments
    expect(attempt == act["attempt"])
    state = act["state"][0]
    expect(state == "unknown" or state == "rejected" and decision != "sent")
    if decision == "sent":
        act["state"] = ["sent", context.evidence("person", attempt, "")]
    elif decision == "drop":
        act["state"] = ["dropped"]
    else:
        expect(len(act["intents"]) < 64)
        try_again(act, context.time)
        act["since"] = context.time


def expire(act, arguments, context, acts):
    state = act["state"]
    if arguments[0] == "claim":
        expect(state[0] == "claimed")
        act["state"] = ["queued", context.time]
    else:
        expect(state[0] == "inflight" and state[1]["from"] > context.time)
        state[1]["from"] = context.time


STEPS = {
    "edit": edit, "hold": hold, "release": release, "cancel": cancel, "claim": claim,
    "intent": intent, "outcome": outcome, "reconcile": reconcile, "decide": decide,
    "expire": expire,
}


# ---- leases

def apply_lease(leases, verb, subject, arguments, context, last_batch, role_of):
    """`last_batch`: t_log of a device's last valid batch, or None; `role_of`: its role now."""
    expect(not arguments, "malformed")
    expect(context.role >= LEASE_ROLES[verb], "role")
    lease = leases.get(subject)
    holder = lease["holder"] if lease else None
    if verb == "lease":
        if holder == context.author and lease:
            return
        if holder is not None:
            until = max(lease["time"], last_batch(holder) or 0) + context.policy["lease"]
            # A lease ends with the right to take it.
            may_hold = context.is_active(holder) and role_of(holder) >= LEASE_ROLES["lease"]
            expect(not may_hold or context.time >= until, "lease taken")
        leases[subject] = {"resource": subject, "holder": context.author,
                           "index": context.index, "time": context.time}
        return
    expect(verb == "expire-lease" or holder == context.author, "not the holder")
    expect(holder is not None, "wrong state")
    lease["holder"] = None
