import CSampler

/// Takes samples out of the signal handler's ring.
enum SampleReader {
    struct Sample {
        var stack: StackSample
        var thread: Int32
        var weight: Int
    }

    static func next() -> Sample? {
        guard let found = csampler_next() else { return nil }
        defer { csampler_release() }
        let sample = found.pointee
        let frames = UnsafeBufferPointer(start: sample.frames, count: sample.frame_count)
        let stack = StackSample(
            programCounter: sample.pc, stackPointer: sample.sp, framePointer: sample.fp, link: sample.link,
            frames: frames.map { .init(address: $0.address, returnAddress: $0.return_address) },
            stack: Array(UnsafeBufferPointer(start: sample.stack, count: sample.stack_count)),
            resumes: Array(UnsafeBufferPointer(start: sample.resumes, count: sample.resume_count)),
            resumeFrame: sample.resume_frame < 0 ? nil : Int(sample.resume_frame),
            isTruncated: sample.truncated)
        return Sample(stack: stack, thread: sample.thread, weight: Int(sample.weight))
    }
}
