import CSampler

/// The parts of the program in memory, by ascending address.
struct LoadedImages: Sendable, Equatable {
    var all: [LoadedImage]

    init(_ images: [LoadedImage]) {
        all = images.sorted { $0.addresses.lowerBound < $1.addresses.lowerBound }
    }

    /// As the loader has them now.
    static func capture() -> LoadedImages {
        final class Found { var images: [LoadedImage] = [] }
        let found = Found()
        csampler_images(
            { image, context in
                let found = Unmanaged<Found>.fromOpaque(context!).takeUnretainedValue()
                found.images.append(LoadedImage(image!.pointee))
            }, Unmanaged.passUnretained(found).toOpaque())
        return LoadedImages(found.images)
    }

    func index(of address: UInt64) -> Int? {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            let addresses = all[middle].addresses
            if address < addresses.lowerBound {
                high = middle
            } else if address >= addresses.upperBound {
                low = middle + 1
            } else {
                return middle
            }
        }
        return nil
    }

    /// The ranges that may be executed, in ascending order.
    var code: [Range<UInt64>] { all.flatMap(\.code).sorted { $0.lowerBound < $1.lowerBound } }
}

extension LoadedImage {
    fileprivate init(_ image: csampler_image) {
        let name = String(cString: image.path)
        isExecutable = name.isEmpty
        path = isExecutable ? Executable.path : name.hasPrefix("linux-vdso") ? "[vdso]" : name
        bias = image.bias
        addresses = image.low..<image.high
        code = UnsafeBufferPointer(start: image.code, count: image.code_count)
            .map { $0.low..<$0.high }.sorted { $0.lowerBound < $1.lowerBound }
        fileOffset = image.file_offset
        unwindTable = image.unwind_table == 0 ? nil : image.unwind_table
        buildID = image.build_id == nil ? "" : Hexadecimal.text(image.build_id, image.build_id_count)
    }
}
