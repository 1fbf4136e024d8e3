/// The working day of the demonstration, as `Fixtures/demo/day.json` holds it.
struct DemoDay: Decodable {
    struct Chat: Decodable {
        struct Product: Decodable {
            let nmID: Int
            let size: String
            let price: Int
        }

        let market: String
        let account: String
        let chat: String
        let buyer: String
        let product: Product?
        let messages: [Message]
    }

    struct Message: Decodable {
        let from: String
        /// From the start of the working day.
        let minute: Int
        let text: String
    }

    let version: Int
    let chats: [Chat]
}
