package io.callrec;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One simulator for all tests of a class. */
final class SimulatorExtension implements BeforeAllCallback, AfterAllCallback {
    private final String[] arguments;
    private SimulatorProcess simulator;

    SimulatorExtension(String... arguments) {
        this.arguments = arguments;
    }

    SimulatorProcess get() {
        return simulator;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        simulator = new SimulatorProcess(arguments);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (simulator != null) {
            simulator.close();
        }
    }
}
