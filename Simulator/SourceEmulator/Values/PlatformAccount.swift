/// A shop's account on a platform, as tests name it.
protocol PlatformAccount {
    var token: String { get }
    /// As the platform itself gives it.
    var accountID: String { get }
}

extension Array where Element: PlatformAccount {
    /// The place of the account with that token or id; of the first one where none is named.
    func place(of name: String?) throws(ControlError) -> Int {
        let index =
            name.map { name in firstIndex { $0.token == name || $0.accountID == name } }
            ?? indices.first
        guard let index else { throw .unknownAccount(name ?? "") }
        return index
    }
}

extension WildberriesAccount: PlatformAccount {
    var accountID: String { sid }
}

extension TelegramBot: PlatformAccount {
    var accountID: String { String(id) }
}

extension OzonAccount: PlatformAccount {
    var accountID: String { clientID }
}

extension YandexAccount: PlatformAccount {
    var accountID: String { String(business) }
}
