/*
 * Delivery of one reply by several devices (docs/delivery-model.md).
 *
 * The log gives each step its place and decides whether it is valid. A device decides by what it has
 * pulled, and its steps wait in an outbox that outlives crashes and reach the log at any later time:
 * that a device knows an old log and that its step arrives late come to the same.
 *
 * Sizes: DEVICES, ATTEMPTS; HISTORY 1 where the platform lets its history be read, 0 where not; COPIES
 * where device 0 may be copied while it runs. Each rule has a switch that breaks it.
 */
#ifndef DEVICES
#define DEVICES 2
#endif
#ifndef ATTEMPTS
#define ATTEMPTS 2
#endif
#ifndef HISTORY
#define HISTORY 1
#endif
/* How many claims the search looks at: without a bound devices could take turns for ever. */
#ifndef CLAIMS
#define CLAIMS (ATTEMPTS + 1)
#endif

/* The process after the devices is the copy: it has device 0's identity. */
#define COPY DEVICES
#ifdef COPIES
#define PROCESSES (DEVICES + 1)
#else
#define PROCESSES DEVICES
#endif
#define IDENTITY(p) (p == COPY -> 0 : p)
#define IS_TWIN(p) (isCopied && (p == 0 || p == COPY))

mtype = { queued, claimed, inflight, sent, asked };
mtype = { nothing, claim, intent, wasSent, wasNotSent, isInDoubt, foundSent, foundNothing };
mtype = { unwritten, written, applied, lost };

/* The log: what all replicas come to. */
mtype state = queued;
byte attempt = 1;
byte owner;
byte fence;                     /* counts claims */
bool claimIsOld;                /* 60 s of log time have passed since the claim */
bool isDoubtful;                /* the device itself has said that it does not know */

/* Steps on their way to the log. */
mtype outbox[PROCESSES] = nothing;
byte outboxAttempt[PROCESSES];
byte outboxFence[PROCESSES];

/* By attempt: the request; what a device keeps on its disk; that the time of the attempt is over,
 * which every device sees by its own clock. */
mtype request[ATTEMPTS + 1] = unwritten;
bool isOver[ATTEMPTS + 1];
typedef Marks { bool isSet[ATTEMPTS + 1] };
Marks mark[PROCESSES];
byte arrivals;

/* The copy is made once at most. Until one of the two has a step in the log that the other has not,
 * nobody can tell them apart; from then on the other one's steps are void. */
bool isCopied;
bool isShared;                  /* both outboxes hold the very same bytes */
bool isDecided;
byte winner;

/* The rules that have a switch. */
#ifdef SENDS_UNSEEN
#define SEES_ITS_INTENT (attempt == plan)
#else
#define SEES_ITS_INTENT (state == inflight && attempt == plan && owner == IDENTITY(me) && !isDoubtful \
    && !KNOWS_IT_IS_A_COPY(me))
#endif
#ifdef COPY_NOT_STOPPED
#define KNOWS_IT_IS_A_COPY(p) false
#else
#define KNOWS_IT_IS_A_COPY(p) (IS_TWIN(p) && isDecided && winner != p)
#endif
#ifdef NO_MARK
#define MARKED false
#else
#define MARKED true
#endif
#ifdef NO_WINDOW
#define HAS_TIME(n) true
#else
#define HAS_TIME(n) (!isOver[n])
#endif
#ifdef DOUBT_IS_NOT_SENT
#define OF_DOUBT wasNotSent
#else
#define OF_DOUBT isInDoubt
#endif
#ifdef NO_QUARANTINE
#define IS_SETTLED true
#else
#define IS_SETTLED (isOver[attempt])
#endif
#ifdef STALE_HISTORY
#define HISTORY_LACKS(n) true
#else
#define HISTORY_LACKS(n) (request[n] != applied)
#endif
#ifdef RESENDS_WITHOUT_HISTORY
#define WITHOUT_HISTORY post(foundNothing, attempt, 0)
#else
#define WITHOUT_HISTORY state = asked
#endif
#ifdef LATE_DELIVERY
#define HAS_ARRIVED(n) true
#else
#define HAS_ARRIVED(n) (request[n] != written)
#endif
#ifdef COPY_TRUSTS_MARKS
#define COUNTS_AS_BEGUN(n) false
#else
#define COUNTS_AS_BEGUN(n) \
    ((n == attempt && state == inflight && owner == 0) || (n == outboxAttempt[0] && outbox[0] == intent))
#endif

#define HAS_ENDED (state == sent || state == asked)

inline failed() {
    isDoubtful = false; owner = 0;
    if
    :: attempt < ATTEMPTS -> state = queued; attempt++
    :: else -> state = asked
    fi
}

/* The rules of the log, at the one place where a step comes into it. */
inline judge(p) {
    if
    :: IS_TWIN(p) && isDecided && winner != p -> skip       /* its number is taken */
    :: else ->
        if
        :: IS_TWIN(p) && !isShared && !isDecided -> isDecided = true; winner = p
        :: else -> skip
        fi;
        if
        :: outboxAttempt[p] != attempt -> skip
        :: else ->
            if
            :: outbox[p] == claim && state == queued ->
                state = claimed; owner = IDENTITY(p); fence++; claimIsOld = false
            :: outbox[p] == claim && state == claimed && claimIsOld && fence < CLAIMS ->
                owner = IDENTITY(p); fence++; claimIsOld = false
            :: (outbox[p] == intent && state == claimed && owner == IDENTITY(p)
                && outboxFence[p] == fence) -> state = inflight; claimIsOld = false
            :: outbox[p] == wasSent && state == inflight && owner == IDENTITY(p) -> state = sent
            :: outbox[p] == wasNotSent && state == inflight && owner == IDENTITY(p) -> failed()
            :: outbox[p] == isInDoubt && state == inflight && owner == IDENTITY(p) ->
                isDoubtful = true
            :: outbox[p] == foundSent && state == inflight -> state = sent
            :: outbox[p] == foundNothing && state == inflight -> failed()
            :: else -> skip                                 /* void */
            fi
        fi
    fi
}

inline clear(q) {
    outbox[q] = nothing; outboxAttempt[q] = 0; outboxFence[q] = 0
}

inline post(step, n, f) {
    outbox[me] = step; outboxAttempt[me] = n; outboxFence[me] = f
}

inline report(step) {
    post(step, plan, 0); isSending = false; hasWritten = false; plan = 0
}

#define IS_FREE (!isSending && outbox[me] == nothing)

proctype Device(byte me) {
    byte plan;                  /* the attempt for which this process has posted an intent */
    bool isSending;             /* the mark is set, the answer is awaited */
    bool hasWritten;

endAbsent:
    (me != COPY || isCopied);
end:
    do
    :: HAS_ENDED -> break
    :: KNOWS_IT_IS_A_COPY(me) && !isSending -> break        /* by reading the log */

    :: atomic { IS_FREE && state == queued -> post(claim, attempt, 0) }
    :: atomic { (IS_FREE && state == claimed && claimIsOld && owner != IDENTITY(me)
        && fence < CLAIMS) -> post(claim, attempt, 0) }
    :: atomic { IS_FREE && state == claimed && owner == IDENTITY(me) && plan != attempt ->
        plan = attempt; post(intent, attempt, fence) }

    /* The own intent stands in the log: the mark, then one check of the time and one write. */
    :: atomic { !isSending && plan != 0 && SEES_ITS_INTENT && !mark[me].isSet[plan] ->
        mark[me].isSet[plan] = MARKED; isSending = true }
    :: atomic { isSending && !hasWritten && HAS_TIME(plan) ->
        request[plan] = written; hasWritten = true }
    /* The time is over, or nobody answered before the first byte. */
    :: atomic { isSending && !hasWritten && outbox[me] == nothing -> report(wasNotSent) }
    :: atomic { isSending && hasWritten && outbox[me] == nothing && request[plan] == applied ->
        report(wasSent) }
    /* "Too many requests", or a refusal: the platform has not applied it. */
    :: atomic { isSending && hasWritten && outbox[me] == nothing && request[plan] == written ->
        request[plan] = lost; report(wasNotSent) }
    /* No answer, or one that says nothing. */
    :: atomic { isSending && hasWritten && outbox[me] == nothing -> report(OF_DOUBT) }
#ifdef HTTP_RETRIES
    :: atomic { isSending && hasWritten && request[plan] != written -> request[plan] = written }
#endif

    /* An own attempt of which this process knows nothing: it was begun before a crash. */
    :: atomic { (IS_FREE && state == inflight && owner == IDENTITY(me) && plan != attempt
        && !isDoubtful) ->
        if
        :: mark[me].isSet[attempt] -> post(isInDoubt, attempt, 0)
        :: else -> mark[me].isSet[attempt] = true; post(wasNotSent, attempt, 0)
        fi }

    /* Anybody, once the attempt's time is over: what does the platform's history hold? */
    :: atomic { IS_FREE && state == inflight && IS_SETTLED ->
#if HISTORY
        if
        :: request[attempt] == applied -> post(foundSent, attempt, 0)
        :: HISTORY_LACKS(attempt) -> post(foundNothing, attempt, 0)
        fi
#else
        WITHOUT_HISTORY
#endif
    }

    /* kill -9, and a new start */
    :: atomic { (plan != 0 || isSending) -> plan = 0; isSending = false; hasWritten = false }
    od
}

/* The steps of one process reach the log; the same bytes from a copy are one step. */
proctype Upload(byte p) {
end:
    do
    :: HAS_ENDED -> break
    :: atomic { outbox[p] != nothing ->
        judge(p);
        if
        :: isShared && (p == 0 || p == COPY) ->
            isShared = false; clear(0); clear(COPY)
        :: else -> clear(p)
        fi }
    od
}

/* What happens to the requests of one attempt, and its time. */
proctype Attempt(byte n) {
end:
    do
    :: HAS_ENDED -> break
    :: atomic { request[n] == written -> request[n] = applied; arrivals++ }
    :: atomic { request[n] == written -> request[n] = lost }
    /* By then each request was applied, and history shows it, or it never will be. */
    :: atomic { n == attempt && state == inflight && !isOver[n] && HAS_ARRIVED(n) ->
        isOver[n] = true }
    od
}

proctype World() {
    byte n;
end:
    do
    :: HAS_ENDED -> break
    :: atomic { state == claimed && !claimIsOld -> claimIsOld = true }
#ifdef COPIES
    :: atomic { !isCopied ->
        isCopied = true;
        isShared = (outbox[0] != nothing);
        outbox[COPY] = outbox[0];
        outboxAttempt[COPY] = outboxAttempt[0];
        outboxFence[COPY] = outboxFence[0];
        n = 1;
        do
        :: n > ATTEMPTS -> break
        :: else -> mark[COPY].isSet[n] = (mark[0].isSet[n] || COUNTS_AS_BEGUN(n)); n++
        od;
        n = 0 }
#endif
    od
}

/* The promises: the buyer has it at most once, and "sent" is never said of nothing. */
active proctype Promises() {
end:
    atomic { (arrivals > 1 || (state == sent && arrivals == 0)) ->
        assert(arrivals <= 1);
        assert(state != sent || arrivals == 1) }
}

init {
    byte p;
    atomic {
        run World();
        p = 1;
        do
        :: p > ATTEMPTS -> break
        :: else -> run Attempt(p); p++
        od;
        p = 0;
        do
        :: p == PROCESSES -> break
        :: else -> run Upload(p); run Device(p); p++
        od
    }
}
