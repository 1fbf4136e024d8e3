import CCurl
import Foundation
import SkeinTransport
import Synchronization

/// The thread that owns libcurl's multi handle and all transfers in it.
///
/// Other threads only put commands into the queue and wake the loop up.
final class CurlLoop: Sendable {
    private enum Command {
        case start(CurlOrder)
        case cancel(CurlTicket)
        case stop
    }

    /// Longest sleep without any event, in milliseconds: only a bound, wake-ups end it.
    private static let pollMax: Int32 = 60_000
    /// libcurl asks for this once per process, before any thread uses it.
    private static let globalInit: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    private let commands = Mutex<[Command]>([])
    // Used by the loop's thread only, but for curl_multi_wakeup, which libcurl allows from any
    // thread and which runs under the queue's lock: the loop cannot free the handle meanwhile.
    nonisolated(unsafe) private let multi: UnsafeMutableRawPointer

    init() {
        precondition(Self.globalInit == CURLE_OK, "libcurl can be initialised")
        guard let multi = curl_multi_init() else {
            preconditionFailure("libcurl's multi handle can be created")
        }
        self.multi = multi
    }

    func start(_ order: CurlOrder) { enqueue(.start(order)) }
    func cancel(_ ticket: CurlTicket) { enqueue(.cancel(ticket)) }
    /// The last command: nothing may be started or cancelled after it.
    func stop() { enqueue(.stop) }

    /// Works until stopped; to be called once, on a thread of its own.
    func run() {
        Self.blockSignals()
        var transfers: [ObjectIdentifier: CurlTransfer] = [:]
        var isStopping = false
        while !isStopping {
            for command in takeCommands() {
                switch command {
                case .start(let order): start(order, in: &transfers)
                case .cancel(let ticket): cancel(ticket, in: &transfers)
                case .stop: isStopping = true
                }
            }
            work(on: &transfers)
            if !isStopping { wait(for: transfers) }
        }
        for transfer in transfers.values { finish(transfer, .failure(transfer.cancelled())) }
        curl_multi_cleanup(multi)
    }

    private func enqueue(_ command: Command) {
        commands.withLock {
            $0.append(command)
            curl_multi_wakeup(multi)
        }
    }

    private func takeCommands() -> [Command] {
        commands.withLock { queue in
            defer { queue.removeAll() }
            return queue
        }
    }

    private func start(_ order: CurlOrder, in transfers: inout [ObjectIdentifier: CurlTransfer]) {
        guard !order.ticket.isCancelled else {
            order.complete(.failure(.cancelledUnsent))
            return
        }
        guard let transfer = CurlTransfer(order),
            curl_multi_add_handle(multi, transfer.handle) == CURLM_OK
        else {
            order.complete(.failure(.notSetUp))
            return
        }
        transfers[ObjectIdentifier(order.ticket)] = transfer
    }

    private func cancel(_ ticket: CurlTicket, in transfers: inout [ObjectIdentifier: CurlTransfer])
    {
        guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(ticket)) else { return }
        finish(transfer, .failure(transfer.cancelled()))
    }

    /// Moves all transfers on and ends those that are done or have run out of their write time.
    private func work(on transfers: inout [ObjectIdentifier: CurlTransfer]) {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        var queued: Int32 = 0
        while let message = curl_multi_info_read(multi, &queued)?.pointee {
            guard message.msg == CURLMSG_DONE,
                let (id, transfer) = transfers.first(where: {
                    $0.value.handle == message.easy_handle
                })
            else { continue }
            transfers[id] = nil
            finish(transfer, transfer.outcome(of: message.data.result))
        }
        for (id, transfer) in transfers where transfer.isWriteOverdue() {
            transfers[id] = nil
            finish(transfer, .failure(transfer.cutOff()))
        }
    }

    private func finish(_ transfer: CurlTransfer, _ outcome: HTTPOutcome) {
        curl_multi_remove_handle(multi, transfer.handle)
        transfer.order.complete(outcome)
    }

    private func wait(for transfers: [ObjectIdentifier: CurlTransfer]) {
        let writing = transfers.values.compactMap { $0.writeTimeLeft() }.min()
        let milliseconds = writing.map { Int32(clamping: $0) } ?? Self.pollMax
        curl_multi_poll(multi, nil, 0, min(max(milliseconds, 0), Self.pollMax), nil)
    }

    /// Signals are for the program's own threads; a broken connection must not raise SIGPIPE here,
    /// which libcurl leaves to us because its own handling of signals is switched off.
    private static func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }
}
