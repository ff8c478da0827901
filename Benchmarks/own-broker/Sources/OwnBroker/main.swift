import Trial

TrialMain.run(OwnBroker.self)
