import Foundation

exit(await LaggardCommand.execute(Array(CommandLine.arguments.dropFirst())).rawValue)
