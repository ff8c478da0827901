import Trial

TrialMain.run(OurBroker.self)
