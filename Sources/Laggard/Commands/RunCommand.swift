import ArgumentParser
struct RunCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "run") }
struct ShowCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "show") }
struct ListCommand: AsyncParsableCommand { static let configuration = CommandConfiguration(commandName: "list") }
