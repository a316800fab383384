"""What is tried beside the shipped models: ablations, transfer learning."""
