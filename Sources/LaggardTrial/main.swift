import Trial

TrialMain.run(OurBroker.self, profiling: OurProfiling.self)
