import Trial

TrialMain.run(StandInBroker.self)
