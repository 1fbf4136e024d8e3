#if PLANTED_BUGS
    /// Rules that a test build can be made to break, one at a time, to see whether the simulator's
    /// generic run finds it (`make planted-bugs`). A product build has none of this.
    package enum PlantedBug: String, Hashable, Sendable, CaseIterable {
        // merge
        case noStampCeiling, noStampFloor, clockNotMerged, orderByArrival, stampRepeats,
            removalTakesUnseen, writeReplacesUnseen, removalOfOwnOnly
        // store
        case counterReused, overlayLost, journalNotWritten, memoryNotUndone, storeNotSynced,
            roleNotChecked, doubtForgotten, textNotStored, settledKept, copyTrusted
        // wire
        case signatureNotChecked, chainNotChecked, epochNotChecked, seenRootNotChecked,
            ownerNotChecked, recordsNotChecked, trailingBytesTaken, noteNotChecked
        // relay
        case relayNotSynced, unstoredAnswered, emptyRootSigned, stateNotReplayed, pageOutOfOrder,
            repeatMisplaced, headNotWritten
        // driver
        case rootNotRecomputed, lostPushLanded, copyNotNoticed, resealedAlways, wakesLost,
            growthNotTold, refusedIsLanded, forkNotNoticed
        // delivery
        case markForgotten, intentNotAwaited, absentTakenAsSent,
            anyTextIsEcho, doubtIsSent, noQuarantine, unknownIsSent, unknownTriedAgain,
            markNotKept, noHoldTime, holdIgnored
        // sources
        case serverErrorNotSent, limitedIsSent, offsetTooHigh, firstOfPageOnly, ownEchoAsForeign,
            pollerWithoutLease, timeoutNotSent, leaseNeverEnds
        // views
        case closingNotChecked

        /// Layer and what the bug does, in a few words.
        package var story: (layer: String, summary: String) {
            switch self {
            case .noStampCeiling: ("merge", "a stamp may lead the log by any time")
            case .noStampFloor: ("merge", "a stamp may lie before what its author had seen")
            case .clockNotMerged: ("merge", "ingested stamps do not move the own clock")
            case .orderByArrival: ("merge", "the log index decides before the stamp")
            case .stampRepeats: ("merge", "two operations of one moment get one stamp")
            case .removalTakesUnseen: ("merge", "a removal ends additions that it had not seen")
            case .writeReplacesUnseen: ("merge", "a write ends values that it had not seen")
            case .removalOfOwnOnly:
                ("merge", "a removal ends only what its own device has added")
            case .counterReused: ("store", "after a restart the last counter is given out again")
            case .overlayLost: ("store", "ingesting takes unsent edits off what is shown")
            case .journalNotWritten: ("store", "unsent edits are not gathered for the journal")
            case .memoryNotUndone:
                ("store", "a transaction that failed leaves its effect in memory")
            case .storeNotSynced: ("store", "commits are not synced")
            case .roleNotChecked: ("store", "operations count whatever their author's role")
            case .doubtForgotten: ("store", "an error of the disk does not close the connection")
            case .textNotStored: ("store", "texts of other devices are not kept")
            case .settledKept: ("store", "an own operation in the log still counts as unsent")
            case .copyTrusted:
                ("store", "a copy takes what it has not begun for begun by nobody")
            case .signatureNotChecked: ("wire", "a batch counts whoever signed it")
            case .chainNotChecked: ("wire", "two batches may have one number")
            case .epochNotChecked: ("wire", "a batch may name any epoch")
            case .seenRootNotChecked: ("wire", "a batch may cite a root that the log never had")
            case .ownerNotChecked: ("wire", "any member may change who is a member")
            case .recordsNotChecked: ("wire", "records need not be those of the header")
            case .trailingBytesTaken: ("wire", "columns may have bytes behind their end")
            case .noteNotChecked: ("wire", "a checkpoint counts whoever signed it")
            case .relayNotSynced: ("relay", "the relay answers before its commit is on the disk")
            case .unstoredAnswered: ("relay", "an append is answered though the store refused it")
            case .emptyRootSigned:
                ("relay", "every eighth checkpoint is signed over the root of nothing")
            case .stateNotReplayed:
                ("relay", "after a start the relay knows only its last snapshot")
            case .pageOutOfOrder: ("relay", "a page of two entries begins with the newer one")
            case .repeatMisplaced:
                ("relay", "a repeated append is answered with the index after its own")
            case .headNotWritten:
                ("relay", "every sixteenth append leaves size and root of the log as they were")
            case .rootNotRecomputed: ("driver", "pulled entries need not lead to the signed root")
            case .lostPushLanded: ("driver", "a push without an answer is taken as done")
            case .copyNotNoticed: ("driver", "a copied device goes on writing")
            case .resealedAlways: ("driver", "a batch is sealed anew for every try")
            case .wakesLost: ("driver", "the wake-ups of all engines but the first are lost")
            case .growthNotTold: ("driver", "engines are not told that the log has grown")
            case .refusedIsLanded: ("driver", "a batch that the relay refused is taken as done")
            case .forkNotNoticed:
                ("driver", "two signed roots of one size are no reason to stop")
            case .markForgotten: ("delivery", "after a restart an attempt counts as not made")
            case .intentNotAwaited:
                ("delivery", "the request leaves before its intent is in the log")
            case .absentTakenAsSent: ("delivery", "what is not in the history counts as sent")
            case .anyTextIsEcho:
                ("delivery", "any own message proves that the act arrived")
            case .doubtIsSent: ("delivery", "an attempt that a crash cut short counts as sent")
            case .noQuarantine:
                (
                    "delivery",
                    "an attempt is looked for at once, and tried again where it is not seen"
                )
            case .unknownIsSent: ("delivery", "an attempt whose end nobody knows counts as sent")
            case .unknownTriedAgain:
                ("delivery", "an attempt whose end nobody knows counts as not made")
            case .markNotKept: ("delivery", "the mark of an attempt is not kept")
            case .noHoldTime: ("delivery", "no act waits for its author to think better of it")
            case .holdIgnored: ("delivery", "to hold an act changes nothing")
            case .serverErrorNotSent: ("sources", "a server error counts as not sent")
            case .limitedIsSent: ("sources", "too many requests counts as sent")
            case .offsetTooHigh: ("sources", "the next update of a bot is acknowledged unread")
            case .firstOfPageOnly: ("sources", "of a page only the first message is read")
            case .ownEchoAsForeign: ("sources", "own messages count as a customer's")
            case .pollerWithoutLease:
                ("sources", "a device reads from a source whose lease another one has")
            case .timeoutNotSent: ("sources", "a request without an answer counts as not sent")
            case .leaseNeverEnds: ("sources", "a lease goes on however silent its holder is")
            case .closingNotChecked:
                ("views", "a closing counts whatever its author had not seen")
            }
        }

        /// Whether seeds have nothing to say of it: a person's wish that no rule of the log speaks
        /// of, or a caution that only a written story can see.
        package var isForStories: Bool {
            switch self {
            case .noHoldTime, .holdIgnored, .forkNotNoticed, .noteNotChecked: true
            // Only a disk that rots needs the journal: neither profile has one.
            case .journalNotWritten: true
            default: false
            }
        }

        /// The one that this process has; set once, before any other thread begins.
        package nonisolated(unsafe) static var active: PlantedBug?
    }

    package func planted(_ bug: PlantedBug) -> Bool { PlantedBug.active == bug }
#endif
