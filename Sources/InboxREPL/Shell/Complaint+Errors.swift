import Inbox
import Skein
import SkeinStore

extension Complaint {
    /// Any error in words, with its exit code and its remedy.
    static func of(_ error: any Error, _ look: Look) -> Complaint {
        switch error {
        case let complaint as Complaint: complaint
        case let error as InboxError: of(error, look)
        case let error as SessionError: of(error)
        case let error as StoreError: of(error)
        case ReplicaError.store(let error): of(error)
        case ReplicaError.secretsReadable(let path):
            Complaint(
                .secretsReadable, [.text(path)], exit: .failed, remedy: .makePrivate, [.text(path)])
        case ReplicaError.secretsNewer(let found, let known):
            newer(found, than: known)
        case ReplicaError.file(let path, let detail):
            Complaint(
                .fileUnreachable, [.text(path), .text(detail)], exit: .failed,
                remedy: .checkFolder)
        default:
            // What the layers below throw beside their named refusals: the disk, the database.
            Complaint(.unexpectedError, [.text(String(describing: error))], exit: .failed)
        }
    }

    static func of(_ error: StoreError) -> Complaint {
        switch error {
        case .diskFull: Complaint(.diskFull, exit: .failed, remedy: .freeSpace)
        case .unreachable(let path, let detail):
            Complaint(
                .fileUnreachable, [.text(path), .text(detail)], exit: .failed,
                remedy: .checkFolder)
        case .locked(let pid):
            Complaint(
                .storeInUse, [.text(pid.map(String.init) ?? "?")], exit: .failed,
                remedy: .closeOther)
        case .damaged(let path, let detail):
            Complaint(
                .storeDamaged, [.text("\(path): \(detail)")], exit: .failed,
                remedy: .rebuildStore)
        case .newerFormat(let found, let known):
            newer(UInt64(clamping: found), than: UInt64(clamping: known))
        case .inconsistent(let detail):
            Complaint(.storeDamaged, [.text(detail)], exit: .failed, remedy: .rebuildStore)
        case .database(let code, let message, _):
            Complaint(
                .databaseFailed, [.text("\(message) (SQLite \(code))")], exit: .failed,
                remedy: .checkDisk)
        case .suspect(let reason):
            Complaint(.databaseFailed, [.text(reason)], exit: .failed, remedy: .checkDisk)
        case .rebuilding: Complaint(.storeRebuilding, exit: .refused, remedy: .runSync)
        case .notJoined: of(SessionError.noWorkspace)
        case .stopped(_, let reason): of(SessionError.updateNeeded(detail: reason))
        case .settingRefused, .badEdit:
            Complaint(.unexpectedError, [.text(String(describing: error))], exit: .failed)
        }
    }

    private static func newer(_ found: UInt64, than known: UInt64) -> Complaint {
        Complaint(
            .storeNewer, [.text(String(found)), .text(String(known))], exit: .failed,
            remedy: .updateProgram)
    }

    static func of(_ error: SessionError) -> Complaint {
        switch error {
        case .noWorkspace:
            Complaint(.noWorkspace, exit: .failed, remedy: .howToWorkspace)
        case .alreadyInWorkspace: Complaint(.alreadyInWorkspace, exit: .refused)
        case .relayUnreachable(let detail):
            Complaint(.relayUnreachable, [.text(detail)], exit: .failed, remedy: .workOffline)
        case .notARelay(let detail):
            Complaint(.notARelay, [.text(detail)], exit: .failed, remedy: .checkRelay)
        case .refused(let detail): Complaint(.sessionRefused, [.text(detail)], exit: .refused)
        case .badInvitation(let detail):
            Complaint(.badInvitation, [.text(detail)], exit: .failed, remedy: .askNewInvitation)
        case .notAnInvitation:
            Complaint(.notAnInvitation, exit: .failed, remedy: .askNewInvitation)
        case .invitationExpired:
            Complaint(.invitationExpired, exit: .failed, remedy: .askNewInvitation)
        case .joinTimedOut: Complaint(.joinTimedOut, exit: .failed, remedy: .joinAgain)
        case .needsRole(let role):
            Complaint(.needsRole, [.text(role.rawValue)], exit: .refused)
        case .storeInUse(let holder):
            Complaint(.storeInUse, [.text(holder)], exit: .failed, remedy: .closeOther)
        case .storeDamaged(let detail):
            Complaint(.storeDamaged, [.text(detail)], exit: .failed, remedy: .setStoreAside)
        case .storeIsSound: Complaint(.storeIsSound, exit: .refused)
        case .store(let error): of(error)
        case .deviceCopied: Complaint(.deviceCopied, exit: .failed, remedy: .setStoreAside)
        case .relayContradicts(let detail):
            Complaint(.relayContradicts, [.text(detail)], exit: .failed, remedy: .keepEvidence)
        case .updateNeeded(let detail):
            Complaint(.updateNeeded, [.text(detail)], exit: .failed, remedy: .installUpdate)
        case .offline: Complaint(.isOffline, exit: .refused, remedy: .goOnline)
        case .sourceNotFound, .sourceExists, .tokenMissing, .tokenRefused, .sourceUnreachable,
            .sourceUnreadable, .sourceReadElsewhere, .sourceMoved, .unknownPlatform:
            ofSource(error)
        }
    }

    private static func ofSource(_ error: SessionError) -> Complaint {
        switch error {
        case .sourceNotFound(let name):
            Complaint(.noSuchSource, [.text(name)], exit: .notFound, remedy: .listSources)
        case .sourceExists(let name):
            Complaint(.sourceExists, [.text(name)], exit: .refused)
        case .tokenMissing(let source):
            Complaint(
                .tokenNeeded, [.text(source)], exit: .credentials, remedy: .addToken,
                [.text(source)])
        case .tokenRefused(let source, let detail):
            Complaint(
                .tokenRefused, [.text(source), .text(detail)], exit: .credentials,
                remedy: .replaceToken, [.text(source)])
        case .sourceUnreachable(let source, let detail):
            Complaint(
                .sourceUnreachable, [.text(source), .text(detail)], exit: .failed,
                remedy: .askSourceAgain)
        case .sourceUnreadable(let source, let detail):
            Complaint(
                .sourceUnreadable, [.text(source), .text(detail)], exit: .failed,
                remedy: .checkSource)
        case .sourceReadElsewhere(let source):
            Complaint(
                .sourceReadElsewhere, [.text(source)], exit: .failed, remedy: .stopOtherReader)
        case .sourceMoved(let source, let url):
            Complaint(
                .sourceMoved, [.text(source), .text(url)], exit: .credentials,
                remedy: .confirmAddress, [.text(source), .text(url)])
        case .unknownPlatform(let name):
            Complaint(
                .unknownPlatform,
                [
                    .text(name),
                    .text(Market.allCases.map(\.rawValue).joined(separator: ", ")),
                ], exit: .usage)
        default: Complaint(.unexpectedError, [.text(String(describing: error))], exit: .failed)
        }
    }

    static func of(_ error: InboxError, _ look: Look) -> Complaint {
        switch error {
        case .noSuchChat(let prefix):
            Complaint(.noSuchChat, [.text(prefix)], exit: .notFound, remedy: .howToChoose)
        case .ambiguousChat(let prefix, let chats):
            Complaint(
                .ambiguousChat,
                [
                    .text(prefix),
                    .text(
                        chats.map { "\($0.short) \($0.buyer ?? "")" }.joined(separator: ", ")),
                ], exit: .usage)
        case .noSuchReply(let prefix):
            Complaint(.noSuchReply, [.text(prefix)], exit: .notFound, remedy: .listOutbox)
        case .ambiguousReply(let prefix, let ids):
            Complaint(
                .ambiguousReply, [.text(prefix), .text(ids.joined(separator: ", "))], exit: .usage)
        case .noSuchSource(let word, let near):
            Complaint(
                .noSuchSource, [.text(word)], exit: .notFound,
                remedy: near == nil ? .listSources : .didYouMean, near.map { [.text($0)] } ?? [])
        case .noSuchPerson(let word, let near):
            Complaint(
                .noSuchPerson, [.text(word)], exit: .notFound,
                remedy: near.map { _ in .didYouMean }, near.map { [.text("@\($0)")] } ?? [])
        case .noSuchDefinition(let kind, let word, let near):
            Complaint(
                .noSuchDefinition, [.text(kind.rawValue), .text(word)], exit: .notFound,
                remedy: near.map { _ in .didYouMean }, near.map { [.text($0)] } ?? [])
        case .sameChat: Complaint(.sameChat, exit: .usage)
        case .query(let error): of(error)
        case .notJoined: of(SessionError.noWorkspace)
        case .mayNotEdit: Complaint(.mayNotEdit, exit: .refused)
        case .sourceExists(let row):
            Complaint(.sourceExists, [.text(row.name)], exit: .refused)
        case .emptyText, .textTooLong, .invalidTag, .invalidName: ofText(error)
        case .nothingToDecide, .replyIsNow, .nothingToUndo, .overwritten, .replyLeft:
            ofState(error, look)
        }
    }

    private static func ofText(_ error: InboxError) -> Complaint {
        switch error {
        case .textTooLong(let count, let limit, let market):
            Complaint(
                .textTooLong, [.number(count), .number(limit), .text(market.rawValue)],
                exit: .refused)
        case .invalidTag(let tag): Complaint(.invalidTag, [.text(tag)], exit: .usage)
        case .invalidName(let name): Complaint(.invalidName, [.text(name)], exit: .usage)
        default: Complaint(.textExpected, exit: .usage)
        }
    }

    private static func ofState(_ error: InboxError, _ look: Look) -> Complaint {
        func state(_ state: OutboxRow.State) -> MessageArgument {
            .text(ReplyWord.shown(state, look.language))
        }
        switch error {
        case .nothingToDecide(let now):
            return Complaint(.nothingToDecide, [state(now)], exit: .refused)
        case .replyIsNow(let now): return Complaint(.replyIsNow, [state(now)], exit: .refused)
        case .replyLeft(let now): return Complaint(.replyLeft, [state(now)], exit: .refused)
        case .overwritten(let field, let person, let time, let value):
            let nobody = Catalogue.text(.nobody, [], look.language)
            return Complaint(
                .overwritten,
                [
                    .text(FieldWord.shown(field, look.language)),
                    .text(person.map { "@\($0.login)" } ?? nobody), .text(look.time.short(time)),
                    .text(value.map { FieldWord.value($0, of: field, look.language) } ?? nobody),
                ], exit: .refused)
        default: return Complaint(.nothingToUndo, exit: .refused)
        }
    }
}
