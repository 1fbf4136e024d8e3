package import SkeinCRDT
package import SkeinStore
package import SkeinSync
package import SkeinWire

import struct Foundation.URL

/// One device: a production replica store and the production engines, on a simulated machine.
package final class DeviceNode {
    package let name: String
    package let number: Int
    package let keys: DeviceKeys
    package let disk: SimulatedDisk
    package var clock = NodeClock()
    package private(set) var store: ReplicaStore?
    package private(set) var host: EngineHost?
    /// What this device has told a person is recorded.
    package internal(set) var acknowledged: Set<Receipt> = []
    /// What of it was recorded since the program started, and when by its own clock.
    private var fresh: [Receipt: MonotonicTime] = [:]
    /// What of it may not have been in the journal yet when the program last ended.
    var atRisk: Set<Receipt> = []
    /// What of it the log has shown: gone from the journal, and held by the database alone where
    /// the relay that took it has lied.
    var taken: Set<Receipt> = []
    /// Grows with each start; what an earlier life asked for comes back to nobody.
    package private(set) var life = 0
    /// How often this device told its person of something, by the notice's code.
    private(set) var noticeCounts: [String: Int] = [:]
    /// A person has switched the network off.
    package private(set) var isOffline = false
    /// Shares its identity with another one, or went back to an older state.
    package var isCopy = false
    /// A member that does not keep to the rules: its own state is not looked at.
    package var isHostile = false
    package unowned let world: World
    let founding: Founding
    private var random: AnyGenerator
    private var boots = 1
    private var commands = 0
    private var armedWake: MonotonicTime?
    var isTendArmed = false
    /// At which moment of its next call that may be made only once the power goes.
    var deathInCall: DeathInCall?
    /// The database was put aside: what the journal holds has to be taken back.
    var mustRebuild = false

    init(
        name: String, number: Int, _ founding: Founding, world: World, keys: DeviceKeys? = nil,
        disk: SimulatedDisk? = nil
    ) {
        self.name = name
        self.number = number
        self.keys = keys ?? founding.keys[number]
        self.founding = founding
        self.world = world
        self.disk = disk ?? world.makeDisk(name)
        random = AnyGenerator(world.generators.generator("salts.\(name)"))
    }

    package var isUp: Bool { store != nil }
    /// Up, and nothing keeps it from its work that a person has to look at.
    package var isWorking: Bool {
        host.map { $0.sync.status.stop == nil && !isKeptApart } ?? false
    }

    /// Whether a relay that has lied answers it with what does not fit what that has signed before:
    /// the device believes nothing of it, and waits.
    package var isKeptApart: Bool {
        guard let host, world.counts["fault.relayLies"] != nil else { return false }
        return host.sync.contradictions > 0
    }

    /// Names the running boot of the machine; another one's boot-time clock means nothing.
    package var bootID: String { "\(name)-boot-\(boots)" }

    /// Chance for one command.
    package func nextGenerator() -> SplitMix64 {
        commands += 1
        return world.generators.generator("command.\(name).\(commands)")
    }
    package var now: Instant { clock.now(world.time) }

    // MARK: Life

    package func start() {
        guard store == nil else { return }
        life += 1
        do {
            let store = try open()
            self.store = store
            // Opening has the journal say what the database holds.
            atRisk = []
            world.note(.started, name)
            runEngines(store)
        } catch {
            store = nil
            host = nil
            if case .damaged = error as? StoreError {
                rebuild()
                return
            }
            if disk.isDown { disk.powerLoss() } else { disk.processEnd() }
            disk.restart()
            world.note(.refused, name, "does not start: \(error)")
            world.count("device.startFailed")
            retry()
        }
    }

    func runEngines(_ store: ReplicaStore) {
        let sync = SyncEngine(
            store: store, keys: keys, address: founding.address, isLive: true,
            random: world.generators.generator("engine.\(name).\(life)"))
        let others = world.program?.engines(for: self) ?? []
        let host = EngineHost(
            sync: sync, others: others,
            random: world.generators.generator("records.\(name).\(life)"))
        self.host = host
        if isOffline { _ = host.setOnline(false, now: now) }
        guarded { host.feed(.start, now: now) }
    }

    private func open() throws -> ReplicaStore {
        let store = try ReplicaStore(
            folder: URL(filePath: disk.mountPath), schema: world.application.schema,
            views: world.application.views,
            files: SimulatedFileSystem(disk))
        let key = founding.epochKey
        store.epochKey = { $0 == 1 ? key : nil }
        if store.log == nil, mustRebuild {
            try store.beginRebuild(workspace: founding.workspace, device: keys.id)
        } else if store.log == nil {
            try store.adopt(workspace: founding.workspace, device: keys.id)
        }
        mustRebuild = false
        return store
    }

    func retry() {
        let life = life
        world.schedule(after: .seconds(5)) { [weak self] in
            guard let self, self.life == life else { return }
            start()
        }
    }

    /// The process ends; what it had not synced stays with the kernel, or, with the power, not.
    package func end(powerLoss: Bool) {
        guard store != nil else { return }
        let end = now.monotonic
        atRisk = Set(fresh.filter { end - $0.value < Self.journalLag }.keys)
        fresh = [:]
        (store, host, armedWake, isTendArmed) = (nil, nil, nil, false)
        life += 1
        if powerLoss {
            disk.powerLoss()
            clock.reboot(at: world.time)
            boots += 1
        } else {
            disk.processEnd()
        }
        disk.restart()
        world.note(powerLoss ? .crashed : .ended, name)
    }

    package func setOnline(_ online: Bool) {
        isOffline = !online
        guard let host else { return }
        guarded { host.setOnline(online, now: now) }
    }

    package func syncNow() {
        guard let host else { return }
        guarded { host.syncNow(now: now) }
    }

    private func receipts(_ store: ReplicaStore) throws -> Set<Receipt> {
        Set(try store.unsent().operations.map(Receipt.init))
    }

    // MARK: Commands

    /// Carries out one command of the application; acknowledged when it is on the disk.
    package func perform(_ words: [String]) throws {
        guard let store, let host else {
            world.note(.refused, name, "is down: \(words.joined(separator: " "))")
            return
        }
        do {
            let before = try receipts(store)
            if let program = world.program {
                try program.perform(words, on: self)
            } else {
                let edits = try world.application.edits(for: words, in: store)
                try store.record(edits, now: now.wall, random: &random)
            }
            let after = try receipts(store)
            guard after != before else { return }
            acknowledged.subtract(before.subtracting(after))
            for receipt in after.subtracting(before) {
                acknowledged.insert(receipt)
                fresh[receipt] = now.monotonic
            }
            world.note(.recorded, name, words.joined(separator: " "))
            guarded { host.feed(.recorded, now: now) }
        } catch let error as StoreError {
            world.note(.refused, name, "\(words.joined(separator: " ")): \(error)")
            failed(error)
        }
    }

    /// The store said that something went wrong: what a program does then.
    func failed(_ error: StoreError) {
        if disk.isDown {
            crash()
            return
        }
        world.count("store.\(String(describing: error).prefix { $0.isLetter })")
        armTend()
    }

    /// The power went in the middle of what the device was doing.
    func crash() {
        world.count("fault.crash")
        end(powerLoss: true)
        let life = life
        world.schedule(after: .seconds(2)) { [weak self] in
            guard let self, self.life == life else { return }
            start()
        }
    }

    // MARK: Driving

    /// Runs an engine and carries out what it asks for, unless the machine dies under it.
    func guarded(_ work: () -> [EngineHost.Effect]) {
        let sizeBefore = store?.logSize
        let effects = work()
        if disk.isDown {
            crash()
            return
        }
        if let store, store.logSize != sizeBefore {
            world.note(.ingested, name, "\(store.logSize)")
            noteTaken(store)
        }
        for effect in effects {
            switch effect {
            case .call(let order): send(order)
            case .notice(let notice):
                tell(notice.code, notice.detail)
                world.count("notice.\(notice.code)")
            }
        }
        armWake()
        armTend()
    }

    /// The device's person learns of something.
    func tell(_ code: String, _ detail: String = "") {
        world.note(.notice, name, other: code, detail)
        noticeCounts[code, default: 0] += 1
    }

    /// Asks the world to be woken when the engines' next wish is due.
    func armWake() {
        guard let host, let wish = host.nextWake,
            let moment = clock.trueTime(of: wish, after: world.time), moment != armedWake
        else { return }
        armedWake = moment
        let life = life
        world.schedule(at: moment) { [weak self] in
            guard let self, self.life == life, armedWake == moment else { return }
            armedWake = nil
            if host.takeDue(now: now.monotonic) {
                guarded { host.feed(.tick, now: now) }
            } else {
                armWake()
            }
        }
    }
}
